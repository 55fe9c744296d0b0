using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Some columns of the last layer, and a thread's rows of them.</summary>
internal sealed class OutputTile : IDisposable
{
    /// <summary>With the rows of a thread, a tile fits the second-level cache.</summary>
    internal const int MostColumns = 2_048;

    private readonly Tensor _transposedWeights;
    private readonly bool _isRounded;
    private readonly bool _isLast;
    private readonly Tensor _allGradients;
    private readonly Tensor _allTransposedWeights;

    private OutputTile(BackpropagationLayer layer, int firstRow, int rowCount, int first)
    {
        First = first;
        Count = Math.Min(MostColumns, layer.Size - first);
        _allGradients = layer.Gradients.Rows(firstRow, rowCount);
        _allTransposedWeights = layer.TransposedWeights;
        Sums = _allGradients.narrow(1, first, Count);
        Weights = layer.Weights.narrow(1, first, Count);
        _transposedWeights = layer.TransposedWeights.narrow(0, first, Count);
        _isRounded = layer.Gradients.IsRounded;
        _isLast = first + Count == layer.Size;
    }

    /// <summary>The number of the first column.</summary>
    internal int First { get; }

    /// <summary>How many columns there are.</summary>
    internal int Count { get; }

    /// <summary>Where a product puts the sums, and where their gradients are afterwards. Shape [rows, columns].</summary>
    internal Tensor Sums { get; }

    /// <summary>Shape [input size, columns].</summary>
    internal Tensor Weights { get; }

    /// <summary>Divides a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="firstRow">The number of the first row.</param>
    /// <param name="rowCount">How many there are.</param>
    internal static OutputTile[] Divide(BackpropagationLayer layer, int firstRow, int rowCount) =>
        [.. Enumerable.Range(0, (layer.Size + MostColumns - 1) / MostColumns)
            .Select(tile => new OutputTile(layer, firstRow, rowCount, tile * MostColumns))];

    public void Dispose()
    {
        Sums.Dispose();
        Weights.Dispose();
        _transposedWeights.Dispose();
        _allGradients.Dispose();
    }

    /// <summary>Adds what the gradients of the sums are with respect to the input. In bfloat16, a sum over tiles would be rounded after
    /// each: there the last tile leads back all.</summary>
    internal void LeadBack(Tensor inputGradients)
    {
        if (!_isRounded)
        {
            inputGradients.addmm_(Sums, _transposedWeights, beta: First == 0 ? 0 : 1, alpha: 1);
        }
        else if (_isLast)
        {
            inputGradients.addmm_(_allGradients, _allTransposedWeights, beta: 0, alpha: 1);
        }
    }
}
