using Benchmarks.Quality.Experiments;

namespace Benchmarks.Quality;

/// <summary>All experiments.</summary>
internal static class QualityExperiments
{
    internal static IReadOnlyList<QualityExperiment> All { get; } =
    [
        new LinearClassifierOnCode(),
        new ConvolutionalClassifierOnCode(),
        new BoostedTreesOnCode(),
        new LinearClassifierOnSparseCode(),
        new SquaredErrorOfReconstruction(),
        new ConvolutionalReconstruction(),
        new CrossEntropyOfReconstruction(),
        new DenoisedImages(),
        new SamplesOfThePrior(),
    ];
}
