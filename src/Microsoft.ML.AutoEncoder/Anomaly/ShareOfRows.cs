namespace Microsoft.ML.AutoEncoder;

/// <summary>Turns a score into the share of the training rows, by weight, that score lower: 0.99 says that one training row in a
/// hundred was as odd.</summary>
/// <remarks>Immutable: any number of threads may use it at once. Above the greatest score of the training rows the share goes on
/// rising, slowly and below 1, so that rows that are odder than all of them keep their order.</remarks>
internal sealed class ShareOfRows
{
    /// <summary>The greatest number of steps between the quantiles that are kept.</summary>
    internal const int GreatestSteps = 1000;

    private readonly double[] _quantiles;
    private readonly double _shareAbove;

    /// <param name="quantiles">The scores below which equal steps of the training rows lie, ascending, from the least score to the
    /// greatest. At least one.</param>
    /// <param name="shareAbove">The share that is left for scores above the greatest, in (0, 1).</param>
    internal ShareOfRows(double[] quantiles, double shareAbove)
    {
        (_quantiles, _shareAbove) = (quantiles, shareAbove);
    }

    internal ReadOnlySpan<double> Quantiles => _quantiles;

    internal double ShareAbove => _shareAbove;

    /// <param name="scores">The scores of the training rows.</param>
    /// <param name="weights">A weight for each of them, at least 0; not all are 0.</param>
    internal static ShareOfRows Create(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        var sorted = new WeightedQuantiles(scores, weights);
        var steps = Math.Min(GreatestSteps, sorted.Count);
        var quantiles = new double[steps + 1];
        for (var i = 0; i <= steps; i++)
        {
            quantiles[i] = sorted.After((double)i / steps);
        }

        return new ShareOfRows(quantiles, 1.0 / (sorted.Count + 1));
    }

    /// <summary>The share of the training rows that score lower, in [0, 1); it never falls where the score rises. NaN for NaN.</summary>
    internal double Below(double score)
    {
        if (double.IsNaN(score))
        {
            return double.NaN;
        }

        var greatest = _quantiles[^1];
        if (score > greatest)
        {
            // The excess counts by the distance from the median to the greatest score.
            var unit = Math.Max(greatest - _quantiles[_quantiles.Length / 2], 1e-12);
            var excess = (score - greatest) / unit;
            return 1 - (_shareAbove / (1 + excess));
        }

        if (score <= _quantiles[0])
        {
            return 0;
        }

        var place = Array.BinarySearch(_quantiles, score);
        var upper = place < 0 ? ~place : FirstOf(place);
        var (low, high) = (_quantiles[upper - 1], _quantiles[upper]);
        var steps = upper - 1 + ((score - low) / (high - low));
        return steps / (_quantiles.Length - 1) * (1 - _shareAbove);
    }

    private int FirstOf(int place)
    {
        while (_quantiles[place - 1] == _quantiles[place])
        {
            place--;
        }

        return place;
    }
}
