using System.Diagnostics;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The time that a training has taken, with what it took before it was interrupted.</summary>
/// <param name="before">What it took before.</param>
/// <param name="link">The processes that train together: the clock of the one that leads counts.</param>
internal sealed class TrainingClock(TimeSpan before, GroupLink link)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _agreed;

    /// <summary>The time; where several processes train together, that of the last <see cref="Agree"/>.</summary>
    internal TimeSpan Elapsed => before + (link.Size == 1 ? ElapsedHere : _agreed);

    /// <summary>The time since it was begun or taken up again.</summary>
    internal TimeSpan ElapsedHere => _clock.Elapsed;

    /// <summary>Tells all processes what time it is.</summary>
    internal void Agree()
    {
        if (link.Size > 1)
        {
            _agreed = TimeSpan.FromTicks((long)link.Gather(GroupStep.Clock, ElapsedHere.Ticks)[0]);
        }
    }
}
