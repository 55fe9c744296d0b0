using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Makes the gradients of a whole batch out of what each thread knows of its rows.</summary>
/// <remarks>The gradient of a weight matrix is the product of a layer's inputs and of the gradients of its sums, over all rows. If each
/// thread computed it for its rows, there would be as many matrices as threads, to be written and read again to be added up, and memory
/// is the limit. So each thread computes a band of every matrix, over the rows of all threads. The tensors belong to the dispose scope
/// in which the object is created.</remarks>
internal sealed class BatchGradients
{
    private readonly IReadOnlyList<TrainableNetwork> _networks;
    private readonly bool _penaltiesReachWeights;
    private readonly Matrix[] _matrices;
    private readonly ParameterSlot[] _vectors;

    /// <param name="layout">The layers.</param>
    /// <param name="networks">The network as each thread sees it. The gradients of the batch are put to those of the first.</param>
    /// <param name="penaltiesReachWeights">Whether automatic differentiation finds part of the gradients of weights.</param>
    internal BatchGradients(ParameterLayout layout, IReadOnlyList<TrainableNetwork> networks, bool penaltiesReachWeights)
    {
        _networks = networks;
        _penaltiesReachWeights = penaltiesReachWeights;
        _matrices = [.. layout.Layers
            .Select((layer, number) => (layer.Weights, number))
            .GroupBy(layer => layer.Weights, layer => layer.number)
            .Select(layers => new Matrix(layers.Key, Total.View(layers.Key), [.. layers]))];
        _vectors = [.. layout.Layers.Select(layer => layer.Bias), .. layout.Layers.Select(layer => layer.Normalization?.Scale).OfType<ParameterSlot>()];
    }

    /// <summary>Where the gradients of the batch are.</summary>
    internal ParameterBlock Total => _networks[0].Gradients;

    /// <summary>Adds a thread's part of the gradients of all weights, and, for the first thread, of all vectors.</summary>
    internal void Collect(int thread)
    {
        using var scope = NewDisposeScope();
        foreach (var matrix in _matrices)
        {
            var (first, end) = (FirstRow(matrix.Slot, thread), FirstRow(matrix.Slot, thread + 1));
            if (first < end)
            {
                AddProducts(matrix, first, end - first);
                if (_penaltiesReachWeights)
                {
                    AddShares(matrix.Slot with { Offset = matrix.Slot.Offset + (first * matrix.Slot.Columns), Rows = end - first });
                }
            }
        }

        if (thread == 0)
        {
            Array.ForEach(_vectors, AddShares);
        }
    }

    private int FirstRow(ParameterSlot matrix, int thread) => (int)((long)matrix.Rows * thread / _networks.Count);

    private void AddProducts(Matrix matrix, int first, int count)
    {
        var band = matrix.Gradients.narrow(0, first, count);
        foreach (var layer in matrix.Layers)
        {
            foreach (var network in _networks)
            {
                if (network.Layers[layer].WeightGradientFactors is var (left, right))
                {
                    band.addmm_(left.narrow(1, first, count).t(), right, 1, 1);
                }
            }
        }
    }

    /// <summary>Adds what automatic differentiation has found on other threads than the first.</summary>
    private void AddShares(ParameterSlot slot)
    {
        foreach (var network in _networks.Skip(1))
        {
            var total = slot.Of(Total.Values);
            var share = slot.Of(network.Gradients.Values);
            TensorPrimitives.Add(total, share, total);
            share.Clear();
        }
    }

    /// <param name="Slot">Where the weights stand.</param>
    /// <param name="Gradients">Where their gradients are put.</param>
    /// <param name="Layers">The numbers of the layers that share the weights.</param>
    private sealed record Matrix(ParameterSlot Slot, Tensor Gradients, int[] Layers);
}
