using Microsoft.ML;
using Microsoft.ML.Data;
using Mnist;

namespace Benchmarks.OneClass;

/// <summary>ML.NET's own detector. Its score is the error of the reconstruction relative to the length of the row.</summary>
internal sealed class RandomizedPca(int rank) : IDetector
{
    public string Name => $"RandomizedPca, {rank}";

    public float[] Score(IReadOnlyList<MnistImage> training, IReadOnlyList<MnistImage> scored)
    {
        var mlContext = new MLContext(1);
        var model = mlContext.AnomalyDetection.Trainers.RandomizedPca(rank: rank, seed: 1).Fit(mlContext.Data.LoadFromEnumerable(training));
        return [.. model.Transform(mlContext.Data.LoadFromEnumerable(scored)).GetColumn<float>("Score")];
    }
}
