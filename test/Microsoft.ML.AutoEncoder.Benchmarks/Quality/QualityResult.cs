namespace Benchmarks.Quality;

/// <summary>What an experiment gave.</summary>
/// <param name="Figures">The figures of the autoencoder, and then those beside it.</param>
/// <param name="TrainingTime">How long the autoencoder was trained.</param>
/// <param name="ProcessorTime">How much of the processors' time that took: unlike <paramref name="TrainingTime"/> it hardly depends on what
/// else runs.</param>
/// <param name="TotalTime">How long the whole experiment took, baselines included.</param>
internal sealed record QualityResult(
    IReadOnlyList<QualityFigure> Figures, TimeSpan TrainingTime, TimeSpan ProcessorTime, TimeSpan TotalTime);
