using Microsoft.ML.AutoEncoder;
using Mnist;

namespace Benchmarks.Quality.Measures;

/// <summary>How far reconstructions are from what they should be.</summary>
internal static class Reconstructions
{
    /// <summary>Where the logarithm of a probability is cut off: a linear reconstruction can be 0 or 1 where the pixel is not.</summary>
    private const double LeastProbability = 1e-7;

    /// <summary>What an autoencoder makes of each image.</summary>
    internal static float[][] Of(AutoEncoderTransformer model, IReadOnlyList<float[]> images)
    {
        var reconstructions = new float[images.Count][];
        Parallel.For(0, images.Count, i => model.Reconstruct(images[i], reconstructions[i] = new float[MnistImage.PixelCount]));
        return reconstructions;
    }

    /// <summary>The squared error, summed over the pixels of an image; the mean over all images.</summary>
    internal static double SquaredError(IReadOnlyList<float[]> targets, IReadOnlyList<float[]> reconstructions) =>
        Mean(targets, reconstructions, (target, reconstruction) => (target - reconstruction) * (target - reconstruction));

    /// <summary>The binary cross-entropy −y·log x − (1 − y)·log(1 − x), summed over the pixels of an image; the mean over all
    /// images.</summary>
    internal static double CrossEntropy(IReadOnlyList<float[]> targets, IReadOnlyList<float[]> reconstructions) =>
        Mean(targets, reconstructions, (target, reconstruction) =>
        {
            var probability = Math.Clamp(reconstruction, LeastProbability, 1 - LeastProbability);
            return -(target * Math.Log(probability)) - ((1 - target) * Math.Log(1 - probability));
        });

    private static double Mean(IReadOnlyList<float[]> targets, IReadOnlyList<float[]> reconstructions, Func<double, double, double> loss) =>
        targets.Zip(reconstructions, (target, reconstruction) => target.Zip(reconstruction, (y, x) => loss(y, x)).Sum()).Average();
}
