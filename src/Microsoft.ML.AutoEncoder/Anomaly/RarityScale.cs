namespace Microsoft.ML.AutoEncoder;

/// <summary>Says how rare it is among the training rows, by weight, that a row is so odd: 20 where one in 20 is as odd or odder, which is
/// that 95 % of them are less odd.</summary>
/// <remarks>
/// <para>Between its points the scale is straight. Beyond the oddest training row it goes on rising, by the number of the rows for each
/// distance from the median to that row; below the least odd one it falls towards 0. So rows keep their order everywhere. (Hydrology knows
/// the number as the return period.)</para>
/// <para>Immutable: any number of threads may use it at once.</para>
/// </remarks>
internal sealed partial class RarityScale
{
    /// <summary>More points than there can be rows for.</summary>
    internal const int MostPoints = 1_000;

    // A step is about two percent of the rows where many are odder, and a twentieth of those that are odder where few are.
    private const double ShareStep = 0.02;
    private const double RarityStep = 1.05;

    // Points that are nearer would make the scale steep, and rounding visible.
    private const double LeastDistance = 0.02;

    private const double Rounding = 1e-6;

    private readonly double[] _oddness;
    private readonly double[] _rarity;

    /// <param name="oddness">Where the points are, strictly ascending. At least one.</param>
    /// <param name="rarity">The values there, strictly ascending and at least 1.</param>
    /// <param name="unit">How much odder than the last point, or less odd than the first, counts as much as that point. Positive.</param>
    internal RarityScale(double[] oddness, double[] rarity, double unit)
    {
        (_oddness, _rarity, Unit) = (oddness, rarity, unit);
    }

    internal ReadOnlySpan<double> Oddness => _oddness;

    internal ReadOnlySpan<double> Rarity => _rarity;

    internal double Unit { get; }

    /// <param name="oddness">How odd the training rows are; finite.</param>
    /// <param name="weights">A weight for each of them, at least 0; not all are 0.</param>
    internal static RarityScale Create(ReadOnlySpan<double> oddness, ReadOnlySpan<double> weights)
    {
        var rows = new WeightedQuantiles(oddness, weights);
        var (greatest, median) = (rows.At(1), rows.At(0.5));
        var unit = Math.Max(greatest - median, LeastDistance);
        List<(double Oddness, double Rarity)> points = [(rows.At(0), 1)];
        for (var rarity = Next(1); rarity < rows.Count; rarity = Next(rarity))
        {
            var place = rows.At(1 - (1 / rarity));
            Add(place, 1 / (1 - rows.Below(place)));
        }

        // Where many rows are the oddest, a row that is odder still is rarer than all of them.
        Add(greatest, 1 / (1 - rows.Below(greatest)));
        if (points[^1].Rarity < rows.Count * (1 - Rounding))
        {
            points.Add((Math.Max(greatest, points[^1].Oddness + LeastDistance), rows.Count));
        }

        return new RarityScale([.. points.Select(point => point.Oddness)], [.. points.Select(point => point.Rarity)], unit);

        static double Next(double rarity) => Math.Min(rarity + (ShareStep * rarity * rarity), rarity * RarityStep);

        void Add(double place, double rarity)
        {
            if (rarity > points[^1].Rarity && place >= points[^1].Oddness + LeastDistance)
            {
                points.Add((place, rarity));
            }
        }
    }

    /// <summary>How rare it is to be so odd: positive, and rising with the oddness. ∞ for ∞, NaN for NaN.</summary>
    internal double Of(double oddness)
    {
        if (!(oddness <= _oddness[^1]))
        {
            return _rarity[^1] * (1 + ((oddness - _oddness[^1]) / Unit));
        }

        if (oddness <= _oddness[0])
        {
            return _rarity[0] / (1 + ((_oddness[0] - oddness) / Unit));
        }

        var place = Array.BinarySearch(_oddness, oddness);
        var upper = place < 0 ? ~place : place;
        var part = (oddness - _oddness[upper - 1]) / (_oddness[upper] - _oddness[upper - 1]);
        return _rarity[upper - 1] + (part * (_rarity[upper] - _rarity[upper - 1]));
    }
}
