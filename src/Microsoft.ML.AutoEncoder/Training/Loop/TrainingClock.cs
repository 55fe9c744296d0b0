using System.Diagnostics;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The time that a training has taken, with what it took before it was interrupted.</summary>
/// <param name="history">The epochs that are done.</param>
internal sealed class TrainingClock(IReadOnlyList<EpochMetrics> history)
{
    private readonly TimeSpan _before = history.Count == 0 ? TimeSpan.Zero : history[^1].Elapsed;
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    internal TimeSpan Elapsed => _before + _clock.Elapsed;
}
