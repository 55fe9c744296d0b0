namespace Samples.Display;

/// <summary>How long a step will still take, if it goes on as it has.</summary>
internal static class TimeLeft
{
    /// <param name="elapsed">The time that it has taken.</param>
    /// <param name="fraction">How much is done, 0 to 1.</param>
    /// <returns>Null if nothing is done, so that nobody can tell.</returns>
    internal static TimeSpan? Estimate(TimeSpan elapsed, double fraction) => fraction > 0 ? elapsed * ((1 - fraction) / fraction) : null;
}
