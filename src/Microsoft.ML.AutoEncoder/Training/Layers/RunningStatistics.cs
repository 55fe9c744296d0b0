namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Follows the means and variances of whole batches, which the fitted network normalises with.</summary>
internal sealed class RunningStatistics
{
    private const double LeastMomentum = 0.1;

    private readonly NormalizationParameters[] _layers;
    private readonly BatchNormalization[][] _shares;
    private readonly FlatTensor _block;

    /// <param name="layout">Which layers are normalised.</param>
    /// <param name="workers">What the threads know of their rows.</param>
    /// <param name="block">Where the statistics are.</param>
    internal RunningStatistics(ParameterLayout layout, IReadOnlyList<Worker> workers, FlatTensor block)
    {
        _block = block;
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
            Update(_layers[i], Array.FindAll(_shares[i], share => share.RowCount > 0), momentum);
            Array.ForEach(_shares[i], share => share.Clear());
        }
    }

    private void Update(NormalizationParameters layer, BatchNormalization[] shares, double momentum)
    {
        var rowCount = shares.Sum(share => share.RowCount);
        if (rowCount == 0)
        {
            return;
        }

        var means = layer.RunningMean.Of(_block.Values);
        var variances = layer.RunningVariance.Of(_block.Values);
        for (var unit = 0; unit < means.Length; unit++)
        {
            var mean = 0.0;
            foreach (var share in shares)
            {
                mean += (double)share.RowCount / rowCount * share.Mean[unit];
            }

            var squares = 0.0;
            foreach (var share in shares)
            {
                var distance = share.Mean[unit] - mean;
                squares += ((share.RowCount - 1) * (double)share.Variance[unit]) + (share.RowCount * distance * distance);
            }

            means[unit] += (float)(momentum * (mean - means[unit]));
            variances[unit] += (float)(momentum * ((squares / (rowCount - 1)) - variances[unit]));
        }
    }
}
