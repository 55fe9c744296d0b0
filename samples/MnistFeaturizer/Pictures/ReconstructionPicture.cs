using Microsoft.ML.AutoEncoder;
using Mnist;
using Samples.Pictures;

namespace MnistFeaturizer.Pictures;

/// <summary>Digits in one row, their reconstructions in a second one below.</summary>
internal static class ReconstructionPicture
{
    internal static void Save(string path, AutoEncoderTransformer autoEncoder, MnistImages images) =>
        new ImageGrid($"{images.Count} test images above their reconstructions from {autoEncoder.CodeSize} values each")
            .AddRow("test image", [.. images.Select(image => image.Features)])
            .AddRow("reconstruction", [.. images.Select(image => Reconstruct(autoEncoder, image.Features))])
            .Save(path);

    private static float[] Reconstruct(AutoEncoderTransformer autoEncoder, float[] pixels)
    {
        var reconstruction = new float[pixels.Length];
        autoEncoder.Reconstruct(pixels, reconstruction);
        return reconstruction;
    }
}
