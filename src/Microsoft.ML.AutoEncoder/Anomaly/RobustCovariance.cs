using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Finds the centre and the spread of the ordinary rows among rows of which some are anomalies: the covariance is estimated
/// several times anew from the nearer half of the rows (the concentration steps of Rousseeuw and Van Driessen, "A Fast Algorithm for
/// the Minimum Covariance Determinant Estimator", Technometrics 41, 1999, with Ledoit and Wolf's
/// estimate, so that few rows suffice).</summary>
/// <remarks>The steps start twice: from all rows, and from the half that is nearest to the medians of the columns, as a tight group of
/// anomalies can hold the first start back. The smaller determinant wins (Hubert, Rousseeuw and Verdonck, "A Deterministic Algorithm
/// for Robust Location and Scatter", Journal of Computational and Graphical Statistics 21, 2012, who start six times). A tight group
/// of a fifth of the rows or more that lies close to the others can still win: what is looked for is the half that takes the least
/// room.</remarks>
internal static class RobustCovariance
{
    internal const double DefaultKeptShare = 0.5;

    private const int Refits = 8;

    // A direction in which ordinary rows hardly differ must not make a distance arbitrarily large.
    private const double LeastVarianceToMean = 1e-3;

    /// <summary>Estimates once, from all rows.</summary>
    /// <param name="rows">The rows, one after the other, with columns of comparable spread.</param>
    /// <param name="size">The number of values of a row.</param>
    /// <param name="weights">A weight for each row, at least 0; not all are 0.</param>
    /// <returns>The distance; null if all rows are the same.</returns>
    internal static EllipticDistance? FitAll(ReadOnlySpan<float> rows, int size, ReadOnlySpan<double> weights)
    {
        var floor = Floor(rows, size, weights);
        return floor > 0 ? Estimate(rows, size, weights, floor) : null;
    }

    /// <summary>Estimates from the rows that are nearer to the centre.</summary>
    /// <param name="rows">The rows, one after the other, with columns of comparable spread.</param>
    /// <param name="size">The number of values of a row.</param>
    /// <param name="weights">A weight for each row, at least 0; not all are 0.</param>
    /// <param name="keptShare">The share of the weight that the nearer rows have, in (0, 1].</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The distance; null if all rows are the same.</returns>
    internal static EllipticDistance? Fit(
        ReadOnlySpan<float> rows,
        int size,
        ReadOnlySpan<double> weights,
        double keptShare = DefaultKeptShare,
        CancellationToken cancellationToken = default)
    {
        var floor = Floor(rows, size, weights);
        if (!(floor > 0))
        {
            return null;
        }

        var fromAll = Concentrate(rows, size, weights, keptShare, floor, weights, cancellationToken);
        var nearMedians = KeepNearer(DistancesFromMedians(rows, size, weights), weights, keptShare);
        var fromMedians = Concentrate(rows, size, weights, keptShare, floor, nearMedians, cancellationToken);
        return fromMedians.LogDeterminant < fromAll.LogDeterminant ? fromMedians : fromAll;
    }

    private static EllipticDistance Concentrate(
        ReadOnlySpan<float> rows,
        int size,
        ReadOnlySpan<double> weights,
        double keptShare,
        double floor,
        ReadOnlySpan<double> start,
        CancellationToken cancellationToken)
    {
        var distance = Estimate(rows, size, start, floor);
        var distances = new double[weights.Length];
        var scratch = new double[size];
        for (var i = 0; i < Refits; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var n = 0; n < distances.Length; n++)
            {
                distances[n] = distance.SquaredFromMean(rows.Slice(n * size, size), scratch);
            }

            distance = Estimate(rows, size, KeepNearer(distances, weights, keptShare), floor);
        }

        return distance;
    }

    private static EllipticDistance Estimate(ReadOnlySpan<float> rows, int size, ReadOnlySpan<double> weights, double floor)
    {
        var (mean, covariance) = LedoitWolf.Estimate(rows, size, weights);
        LowerTriangle.AddToDiagonal(covariance, size, floor);
        return EllipticDistance.Create(mean, covariance);
    }

    /// <summary>A part of the variance of all rows: that of the nearer half is 0 where more than half of the rows are the same.</summary>
    private static double Floor(ReadOnlySpan<float> rows, int size, ReadOnlySpan<double> weights) =>
        LeastVarianceToMean * LowerTriangle.Trace(LedoitWolf.Estimate(rows, size, weights).Covariance, size) / size;

    private static double[] DistancesFromMedians(ReadOnlySpan<float> rows, int size, ReadOnlySpan<double> weights)
    {
        var column = new double[weights.Length];
        var distances = new double[weights.Length];
        for (var i = 0; i < size; i++)
        {
            for (var n = 0; n < column.Length; n++)
            {
                column[n] = rows[(n * size) + i];
            }

            var median = new WeightedQuantiles(column, weights).At(0.5);
            for (var n = 0; n < column.Length; n++)
            {
                distances[n] += (column[n] - median) * (column[n] - median);
            }
        }

        return distances;
    }

    /// <summary>The weights, with 0 for all but the nearer rows.</summary>
    private static double[] KeepNearer(double[] distances, ReadOnlySpan<double> weights, double keptShare)
    {
        int[] order = [.. Enumerable.Range(0, distances.Length)];
        // Equal distances keep the rows' order, so that the same rows give the same bits.
        Array.Sort(order, (first, second) =>
            distances[first] != distances[second] ? distances[first].CompareTo(distances[second]) : first.CompareTo(second));
        var kept = new double[weights.Length];
        var (allowed, sum) = (keptShare * TensorPrimitives.Sum(weights), 0.0);
        foreach (var n in order)
        {
            kept[n] = weights[n];
            sum += weights[n];
            if (sum >= allowed)
            {
                break;
            }
        }

        return kept;
    }
}
