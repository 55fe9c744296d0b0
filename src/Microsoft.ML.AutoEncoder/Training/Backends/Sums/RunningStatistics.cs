namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Follows the means and variances of whole batches, which the fitted network normalises with.</summary>
internal sealed class RunningStatistics
{
    private const double LeastMomentum = 0.1;

    private readonly NormalizationParameters[] _layers;
    private readonly BatchNormalization[][] _shares;
    private readonly FlatTensor _block;
    private readonly IRowSums _sums;

    /// <param name="layout">Which layers are normalised.</param>
    /// <param name="workers">What the threads know of their rows.</param>
    /// <param name="block">Where the statistics are.</param>
    /// <param name="sums">Where the shares of the threads become the statistics of all rows.</param>
    internal RunningStatistics(ParameterLayout layout, IReadOnlyList<Worker> workers, FlatTensor block, IRowSums sums)
    {
        _block = block;
        _sums = sums;
        _layers = [.. layout.Layers.Select(layer => layer.Normalization).OfType<NormalizationParameters>()];
        var normalizations = workers.Select(worker => worker.Network.Normalizations.ToArray()).ToArray();
        _shares = [.. _layers.Select((_, layer) => Array.ConvertAll(normalizations, ofWorker => ofWorker[layer]))];
    }

    /// <summary>The part of a step in the running statistics; the first steps are averaged evenly.</summary>
    /// <param name="step">The number of the step, from 1.</param>
    internal static double Momentum(int step) => Math.Max(LeastMomentum, 1.0 / step);

    /// <summary>Takes in the statistics of a step, and makes the threads forget them.</summary>
    /// <param name="step">The number of the step, from 1.</param>
    internal void Update(int step)
    {
        var momentum = Momentum(step);
        for (var i = 0; i < _layers.Length; i++)
        {
            Update(_layers[i], _shares[i], momentum);
            Array.ForEach(_shares[i], share => share.Clear());
        }
    }

    private void Update(NormalizationParameters layer, BatchNormalization[] shares, double momentum)
    {
        var rowCount = _sums.Sum(RowQuantity.NormalizedRowCount, Array.ConvertAll(shares, share => (double)share.RowCount));
        if (rowCount == 0)
        {
            return;
        }

        var means = new double[layer.RunningMean.Count];
        var squares = new double[means.Length];
        _sums.AddTo(RowQuantity.BatchMean, Array.ConvertAll(shares, share => PartsOfMeans(share, rowCount)), means);
        _sums.AddTo(RowQuantity.BatchSquare, Array.ConvertAll(shares, share => Squares(share, means)), squares);
        var runningMeans = layer.RunningMean.Of(_block.Values);
        var runningVariances = layer.RunningVariance.Of(_block.Values);
        for (var unit = 0; unit < means.Length; unit++)
        {
            runningMeans[unit] += (float)(momentum * (means[unit] - runningMeans[unit]));
            runningVariances[unit] += (float)(momentum * ((squares[unit] / (rowCount - 1)) - runningVariances[unit]));
        }
    }

    private static double[] PartsOfMeans(BatchNormalization share, double rowCount)
    {
        var parts = new double[share.Mean.Length];
        // Without rows there are no statistics, only those of an earlier step.
        for (var unit = 0; unit < parts.Length && share.RowCount > 0; unit++)
        {
            parts[unit] = share.RowCount / rowCount * share.Mean[unit];
        }

        return parts;
    }

    /// <summary>The squared distances of a thread's rows from the means of all rows, summed.</summary>
    private static double[] Squares(BatchNormalization share, double[] means)
    {
        var squares = new double[means.Length];
        for (var unit = 0; unit < squares.Length && share.RowCount > 0; unit++)
        {
            var distance = share.Mean[unit] - means[unit];
            squares[unit] = ((share.RowCount - 1) * (double)share.Variance[unit]) + (share.RowCount * distance * distance);
        }

        return squares;
    }
}
