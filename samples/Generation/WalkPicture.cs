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
        var picture = new ImageGrid(
            $"Two test images at the ends; between them {Steps} codes on the line from one to the other, decoded",
            pixelSize: 3, labelWidth: 72);
        string[] captions = ["test image", .. Enumerable.Range(1, Steps).Select(step => $"code {step}"), "test image"];
        foreach (var (from, to) in Walks)
        {
            var (start, end) = (images.First(image => image.Digit == from), images.First(image => image.Digit == to));
            picture.AddRow(
                $"{from} to {to}", [start.Features, .. model.Interpolate(start.Features, end.Features, Steps), end.Features],
                captions: captions);
        }

        picture.Save(path);
    }
}
