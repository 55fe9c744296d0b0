namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Rows on which a training is measured, and how much they vary.</summary>
internal sealed class EvaluationRows
{
    // A pass over so many rows, without gradients, takes a few percent of the time of an epoch.
    private const int LeastRows = 128;
    private const int MostRows = 1_024;
    private const int TrainingRowsPerRow = 16;

    private readonly double _variance;

    /// <param name="parts">The rows of this process: in one part, or in one for each thread.</param>
    /// <param name="mean">The mean training row.</param>
    /// <param name="link">The processes of which each has such rows.</param>
    internal EvaluationRows(IReadOnlyList<RowStore> parts, double[] mean, GroupLink link)
    {
        Parts = parts;
        var distances = link.Gather(GroupStep.Measuring, [.. parts.Select(rows => SquaredDistance(rows, mean))]);
        var weights = link.Gather(GroupStep.Measuring, [.. parts.Select(rows => rows.TotalWeight)]);
        _variance = distances.Aggregate((sum, distance) => sum + distance) / weights.Aggregate((sum, weight) => sum + weight);
    }

    internal IReadOnlyList<RowStore> Parts { get; }

    /// <summary>The part of a sample that is worth its time in each epoch.</summary>
    /// <param name="sample">Rows from all over the training rows.</param>
    /// <param name="rowCount">The number of training rows.</param>
    internal static RowStore Reduce(RowStore sample, long rowCount)
    {
        var most = Math.Clamp(rowCount / TrainingRowsPerRow, LeastRows, MostRows);
        while (sample.RowCount > most)
        {
            sample = sample.Copy(stride: 2);
        }

        return sample;
    }

    /// <summary>The mean row, by weight.</summary>
    internal static double[] Mean(RowStore rows)
    {
        var (mean, total, scratch) = (new double[rows.RowSize], rows.TotalWeight, new float[rows.RowSize]);
        for (var index = 0; index < rows.RowCount; index++)
        {
            var row = rows.Row(index, scratch);
            var part = rows.Weight(index) / total;
            for (var i = 0; i < row.Values.Length; i++)
            {
                mean[row.IsSparse ? row.Indices[i] : i] += part * row.Values[i];
            }
        }

        return mean;
    }

    /// <summary>The part of the variance about the mean training row that reconstructions explain: 1 where they are exact, 0 where they
    /// are no better than the mean row. Null where the rows do not vary, or the error is not a finite number.</summary>
    /// <param name="squaredError">The squared error of a row, summed over slots; the mean over the rows, by weight.</param>
    internal double? ExplainedVariance(double squaredError)
    {
        var explained = 1 - (squaredError / _variance);
        return double.IsFinite(explained) ? explained : null;
    }

    private static double SquaredDistance(RowStore rows, double[] mean)
    {
        var sum = 0.0;
        var row = new float[rows.RowSize];
        for (var index = 0; index < rows.RowCount; index++)
        {
            rows.Copy(index, row);
            var distance = 0.0;
            for (var slot = 0; slot < mean.Length; slot++)
            {
                var difference = row[slot] - mean[slot];
                distance += difference * difference;
            }

            sum += rows.Weight(index) * distance;
        }

        return sum;
    }
}
