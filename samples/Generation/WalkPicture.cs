using Microsoft.ML.AutoEncoder;
using Mnist;
using Samples.Pictures;

namespace Generation;

/// <summary>Walks from one test image to another through the space of codes.</summary>
internal static class WalkPicture
{
    private const int Steps = 12;

    private static readonly (int From, int To)[] Walks = [(0, 6), (1, 7), (3, 8), (4, 9), (5, 2)];

    internal static void Save(string path, AutoEncoderTransformer model, MnistImages images)
    {
        var picture = new ImageGrid($"Walks between test images in {Steps} steps of the code", pixelSize: 3, labelWidth: 80);
        foreach (var (from, to) in Walks)
        {
            var (start, end) = (images.First(image => image.Digit == from), images.First(image => image.Digit == to));
            picture.AddRow($"{from} to {to}", model.Interpolate(start.Features, end.Features, Steps));
        }

        picture.Save(path);
    }
}
