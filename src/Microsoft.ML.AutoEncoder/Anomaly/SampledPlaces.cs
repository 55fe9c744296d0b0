namespace Microsoft.ML.AutoEncoder;

/// <summary>Where the training rows lie, and what is learnt from that.</summary>
/// <param name="points">The rows, one after the other.</param>
/// <param name="size">The number of values of a row.</param>
/// <param name="weights">A weight for each of them.</param>
/// <param name="cancellationToken">Ends the work.</param>
internal sealed class SampledPlaces(float[] points, int size, double[] weights, CancellationToken cancellationToken)
{
    // The training rows that lie farthest out may be anomalies: no row is ordinary because it is near to one of those.
    private const double LeftOut = 0.05;

    /// <returns>The distance from the centre; null if all rows are the same.</returns>
    internal EllipticDistance? Centre(bool isTrimmed) => isTrimmed
        ? RobustCovariance.Fit(points, size, weights, cancellationToken: cancellationToken)
        : RobustCovariance.FitAll(points, size, weights);

    /// <summary>The squared distances of the rows.</summary>
    internal double[] Distances(EllipticDistance centre)
    {
        var (distances, scratch) = (new double[weights.Length], new double[size]);
        for (var n = 0; n < distances.Length; n++)
        {
            distances[n] = centre.SquaredFromMean(points.AsSpan(n * size, size), scratch);
        }

        return distances;
    }

    /// <param name="fromCentre">The distances of the rows from the centre.</param>
    /// <param name="seed">Decides which rows are chosen.</param>
    internal Neighbourhood Nearest(double[] fromCentre, int seed)
    {
        // There is a spread: the centre has been found.
        var whitening = RobustCovariance.FitAll(points, size, weights)!;
        int[] near = [.. Enumerable.Range(0, weights.Length)
            .OrderBy(n => fromCentre[n]).Take(weights.Length - (int)(LeftOut * weights.Length)).Order()];
        var chosen = NearestRows.Choose(near.Length, seed);
        var room = new MeasureRoom(0, size);
        var sample = new float[chosen.Length * size];
        for (var i = 0; i < chosen.Length; i++)
        {
            RowMeasure.Whiten(whitening, points.AsSpan(near[chosen[i]] * size, size), room).CopyTo(sample.AsSpan(i * size));
        }

        return new Neighbourhood(whitening, new NearestRows(sample, size));
    }

    /// <summary>The mean distances of the rows from the nearest ones.</summary>
    internal double[] Distances(Neighbourhood nearest)
    {
        var room = new MeasureRoom(0, size);
        var distances = new double[weights.Length];
        for (var n = 0; n < distances.Length; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            distances[n] = nearest.Rows.MeanDistance(RowMeasure.Whiten(nearest.Whitening, points.AsSpan(n * size, size), room));
        }

        return distances;
    }
}
