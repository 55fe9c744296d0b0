using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Some columns of the last layer, and a thread's rows of them.</summary>
internal sealed class OutputTile : IDisposable
{
    private readonly BackpropagationLayer _layer;
    private readonly OutputColumns _columns;
    private readonly Tensor _allGradients;

    /// <param name="layer">The layer.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="firstRow">The number of the first row.</param>
    /// <param name="rowCount">How many there are.</param>
    internal OutputTile(BackpropagationLayer layer, OutputColumns columns, int firstRow, int rowCount)
    {
        (_layer, _columns) = (layer, columns);
        _allGradients = layer.Gradients.Rows(firstRow, rowCount);
        Sums = _allGradients.narrow(1, First, Count);
    }

    /// <summary>The number of the first column.</summary>
    internal int First => _columns.First;

    /// <summary>How many columns there are.</summary>
    internal int Count => _columns.Count;

    /// <summary>Where a product puts the sums, and where their gradients are afterwards. Shape [rows, columns].</summary>
    internal Tensor Sums { get; }

    /// <summary>Shape [input size, columns].</summary>
    internal Tensor Weights => _columns.Weights;

    public void Dispose()
    {
        Sums.Dispose();
        _allGradients.Dispose();
    }

    /// <summary>Adds what the gradients of the sums are with respect to the input. In bfloat16, a sum over tiles would be rounded after
    /// each: there the last tile leads back all.</summary>
    internal void LeadBack(Tensor inputGradients)
    {
        if (!_layer.Gradients.IsRounded)
        {
            inputGradients.addmm_(Sums, _columns.TransposedWeights, beta: First == 0 ? 0 : 1, alpha: 1);
        }
        else if (First + Count == _layer.Size)
        {
            inputGradients.addmm_(_allGradients, _layer.TransposedWeights, beta: 0, alpha: 1);
        }
    }
}
