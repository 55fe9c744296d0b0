namespace Samples.Display;

/// <summary>How long a step will still take, if it goes on as it has.</summary>
internal static class TimeLeft
{
    /// <param name="elapsed">The time that it has taken.</param>
    /// <param name="fraction">How much is done, 0 to 1.</param>
    /// <returns>Null if nothing is done, or all that was counted is and something else still runs, so that nobody can tell.</returns>
    internal static TimeSpan? Estimate(TimeSpan elapsed, double fraction) =>
        fraction is > 0 and < 1 ? elapsed * ((1 - fraction) / fraction) : null;
}
