namespace Benchmarks;

internal static class Statistics
{
    /// <summary>The middle one, or the mean of the middle two: a disturbance of one measurement does not show.</summary>
    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
