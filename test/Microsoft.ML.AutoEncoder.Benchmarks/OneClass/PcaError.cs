using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mnist;

namespace Benchmarks.OneClass;

/// <summary>The squared error of the reconstruction from principal components, as the literature measures it.</summary>
internal sealed class PcaError(int rank) : IDetector
{
    public string Name => $"PCA error, {rank}";

    public float[] Score(IReadOnlyList<MnistImage> training, IReadOnlyList<MnistImage> scored)
    {
        var mlContext = new MLContext(1);
        var model = mlContext.Transforms.ProjectToPrincipalComponents(
            "Projection", "Features", rank: rank, overSampling: 100, ensureZeroMean: true, seed: 1)
            .Fit(mlContext.Data.LoadFromEnumerable(training));
        var projections = model.Transform(mlContext.Data.LoadFromEnumerable(scored)).GetColumn<float[]>("Projection");
        var mean = new float[MnistImage.PixelCount];
        foreach (var image in training)
        {
            TensorPrimitives.MultiplyAdd(image.Features, 1f / training.Count, mean, mean);
        }

        // The components are orthonormal: what they leave of the length is the error.
        return [.. scored.Zip(projections,
            (image, projection) => DistanceFrom(mean, image.Features) - TensorPrimitives.SumOfSquares<float>(projection))];
    }

    private static float DistanceFrom(float[] mean, float[] pixels)
    {
        var difference = new float[pixels.Length];
        TensorPrimitives.Subtract(pixels, mean, difference);
        return TensorPrimitives.SumOfSquares<float>(difference);
    }
}
