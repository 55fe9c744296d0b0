namespace Microsoft.ML.AutoEncoder;

/// <summary>Puts positive measures of different kinds on one scale: 0 for the median over the training rows, and 1 as far above it as
/// the quartiles are apart, in logarithms. Quartiles hardly move where a few rows are anomalies, and logarithms tame the tails.</summary>
/// <param name="Median">The logarithm of the median.</param>
/// <param name="Spread">The difference of the logarithms of the quartiles. Positive.</param>
/// <param name="Least">The measure that smaller ones count as. Positive.</param>
internal readonly record struct LogScale(double Median, double Spread, double Least)
{
    private const double LeastToUpperQuartile = 1e-9;
    private const double LeastOfAll = 1e-300;
    private const double LeastSpread = 1e-3;

    /// <param name="measures">The measures of the training rows, at least 0.</param>
    /// <param name="weights">A weight for each of them, at least 0; not all are 0.</param>
    internal static LogScale Create(ReadOnlySpan<double> measures, ReadOnlySpan<double> weights)
    {
        var quantiles = new WeightedQuantiles(measures, weights);
        var least = Math.Max(LeastToUpperQuartile * quantiles.At(0.75), LeastOfAll);
        var (lower, median, upper) = (Log(0.25), Log(0.5), Log(0.75));
        return new LogScale(median, Math.Max(upper - lower, LeastSpread), least);

        double Log(double share) => Math.Log(Math.Max(quantiles.At(share), least));
    }

    /// <summary>The measure on the scale; NaN for NaN.</summary>
    internal double Of(double measure) => (Math.Log(Math.Max(measure, Least)) - Median) / Spread;
}
