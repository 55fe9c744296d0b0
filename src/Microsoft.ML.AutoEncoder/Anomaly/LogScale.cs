namespace Microsoft.ML.AutoEncoder;

/// <summary>Puts positive measures of different kinds on one scale: 0 for the median over the training rows, and 1 as far above it as
/// the quartiles are apart, in logarithms. Quartiles hardly move where a few rows are anomalies, and logarithms tame the tails.</summary>
/// <param name="Median">The logarithm of the median.</param>
/// <param name="Spread">The difference of the logarithms of the quartiles. Positive.</param>
/// <param name="Floor">What is added to each measure, so that its logarithm is bounded. Positive.</param>
internal readonly record struct LogScale(double Median, double Spread, double Floor)
{
    /// <summary>The least floor: graphs compute in float.</summary>
    internal const double LeastFloor = 1.17549435e-38;

    private const double FloorToUpperQuartile = 1e-9;

    // Measures that are all but the same must not make a small difference look large.
    private const double LeastSpread = 0.05;

    /// <summary>The median itself.</summary>
    internal double Unit => Math.Exp(Median);

    /// <param name="measures">The measures of the training rows, at least 0.</param>
    /// <param name="weights">A weight for each of them, at least 0; not all are 0.</param>
    /// <param name="floor">Differences between measures that are smaller than this are noise.</param>
    internal static LogScale Create(ReadOnlySpan<double> measures, ReadOnlySpan<double> weights, double floor = 0)
    {
        var quantiles = new WeightedQuantiles(measures, weights);
        floor = Math.Max(floor, Math.Max(FloorToUpperQuartile * quantiles.At(0.75), LeastFloor));
        var (lower, median, upper) = (Log(0.25), Log(0.5), Log(0.75));
        return new LogScale(median, Math.Max(upper - lower, LeastSpread), floor);

        double Log(double share) => Math.Log(quantiles.At(share) + floor);
    }

    /// <summary>The measure on the scale; NaN for NaN.</summary>
    internal double Of(double measure) => (Math.Log(measure + Floor) - Median) / Spread;

    /// <summary>Describes <see cref="Of"/> as operations of a graph.</summary>
    /// <param name="value">Takes the operations.</param>
    /// <param name="measure">The tensor of the measure.</param>
    /// <param name="share">What the result is multiplied by.</param>
    /// <returns>The tensor of the result.</returns>
    internal string Describe(GraphRow value, string measure, double share)
    {
        // The logarithm of the ratio has more digits in float than the difference of two logarithms.
        var ratio = value.Binary("Mul", measure, value.Constant("per_unit", 1 / Unit), "ratio");
        var bounded = value.Binary("Add", ratio, value.Constant("floor", Floor / Unit), "bounded");
        return value.Binary(
            "Mul", value.Unary("Log", bounded, "logarithm"), value.Constant("per_spread", share / Spread), "on_scale");
    }
}
