namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A thread's part of the last layer and the loss, some columns at a time: what they give is in the cache when the gradients are
/// made of it, and sparse rows are never there as a whole.</summary>
/// <param name="layer">The last layer.</param>
/// <param name="reconstructionLoss">How far reconstructions are from rows.</param>
/// <param name="network">Receives the gradients of the biases.</param>
internal sealed class OutputPass(BackpropagationLayer layer, ReconstructionLoss reconstructionLoss, TrainableNetwork network)
{
    // With the rows of a thread, so many fit the second-level cache.
    private const int MostColumns = 2_048;

    private readonly OutputColumns[] _columns = OutputColumns.Divide(layer, MostColumns);
    private readonly OutputComparison _comparison = new(layer.Activation, reconstructionLoss, MostColumns);
    private OutputTile[] _tiles = [];
    private int _first;
    private int _count;

    /// <summary>Sets the rows that are this thread's. To be called outside of the dispose scope of a step.</summary>
    /// <param name="first">The number of the first one in the batch.</param>
    /// <param name="count">How many there are, at least 1.</param>
    internal void SelectRows(int first, int count)
    {
        Array.ForEach(_tiles, tile => tile.Dispose());
        (_first, _count) = (first, count);
        _tiles = Array.ConvertAll(_columns, columns => new OutputTile(layer, columns, first, count));
    }

    /// <summary>Reconstructs the rows and compares, and leads the gradients back to what the last layer was given.</summary>
    /// <param name="last">The rows of the last layer.</param>
    /// <param name="targets">The clean rows, one after the other; empty where they are sparse.</param>
    /// <param name="sparseTarget">The clean rows without their zeros, where the others are empty.</param>
    /// <param name="rowWeights">The weights of the rows; empty if each has the weight 1.</param>
    /// <returns>The loss summed over slots and, by weight, over rows.</returns>
    internal double Compare(
        LayerRows last, ReadOnlySpan<float> targets, SparseRows? sparseTarget, ReadOnlySpan<float> rowWeights)
    {
        var gradients = layer.Gradients.Open();
        var bias = layer.Bias;
        var biasGradients = layer.BiasGradients(network);
        var loss = 0.0;
        foreach (var tile in _tiles)
        {
            tile.Sums.addmm_(last.Input!, tile.Weights, beta: 0, alpha: 1);
            for (var row = 0; row < _count; row++)
            {
                var values = gradients.Take(_first + row, tile.First, tile.Count);
                var target = sparseTarget is null
                    ? targets.Slice((row * layer.Size) + tile.First, tile.Count)
                    : _comparison.Spread(sparseTarget, row, tile.First, tile.Count);
                loss += _comparison.Differentiate(
                    values,
                    bias.Slice(tile.First, tile.Count),
                    target,
                    rowWeights.IsEmpty ? 1 : rowWeights[row],
                    biasGradients.Slice(tile.First, tile.Count));
                gradients.Put(_first + row, tile.First, tile.Count);
            }

            tile.LeadBack(last.InputGradients!);
        }

        return loss;
    }
}
