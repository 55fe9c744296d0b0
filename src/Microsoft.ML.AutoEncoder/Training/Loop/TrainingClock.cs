using System.Diagnostics;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The time that a training has taken, with what it took before it was interrupted.</summary>
/// <param name="before">What it took before.</param>
internal sealed class TrainingClock(TimeSpan before)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    internal TimeSpan Elapsed => before + ElapsedHere;

    /// <summary>The time since it was begun or taken up again.</summary>
    internal TimeSpan ElapsedHere => _clock.Elapsed;
}
