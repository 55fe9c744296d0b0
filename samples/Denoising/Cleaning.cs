using Microsoft.ML.AutoEncoder;
using Mnist;

namespace Denoising;

/// <summary>What became of the test images: with noise, and without it again.</summary>
internal sealed class Cleaning
{
    internal Cleaning(Noise noise, AutoEncoderTransformer autoEncoder, MnistImages images, int seed)
    {
        Noise = noise;
        Original = [.. images.Select(image => image.Features)];
        var random = new Random(seed);
        Noisy = [.. Original.Select(pixels => noise.Apply(pixels, random))];
        Cleaned = [.. Noisy.Select(pixels => Reconstruct(autoEncoder, pixels))];
    }

    internal Noise Noise { get; }

    internal float[][] Original { get; }

    internal float[][] Noisy { get; }

    internal float[][] Cleaned { get; }

    internal double NoisyError => MeanSquaredError(Noisy);

    internal double CleanedError => MeanSquaredError(Cleaned);

    private double MeanSquaredError(float[][] images) =>
        Original.Zip(images, (original, image) => original.Zip(image, (a, b) => (double)(a - b) * (a - b)).Average()).Average();

    private static float[] Reconstruct(AutoEncoderTransformer autoEncoder, float[] pixels)
    {
        var reconstruction = new float[pixels.Length];
        autoEncoder.Reconstruct(pixels, reconstruction);
        return reconstruction;
    }
}
