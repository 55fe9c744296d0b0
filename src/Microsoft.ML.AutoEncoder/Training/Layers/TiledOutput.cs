using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The last layer and the loss of a wide output, some columns at a time: neither the rows nor their reconstructions are ever
/// there as a whole.</summary>
/// <remarks>The tensors belong to the dispose scope in which the object is created.</remarks>
/// <param name="weights">Shape [input size, output size].</param>
/// <param name="bias">Shape [output size].</param>
/// <param name="activation">Applied to the sums.</param>
/// <param name="loss">Compares with the rows.</param>
/// <param name="capacity">How many rows there are at most.</param>
/// <param name="differentiates">Whether gradients will be asked for.</param>
internal sealed class TiledOutput(
    Tensor weights, Tensor bias, Activation activation, ReconstructionLoss loss, int capacity, bool differentiates)
{
    // With the rows of a thread, a tile fits the second-level cache.
    private const int ColumnsPerTile = 2_048;

    private readonly Tensor _sumGradients = zeros(differentiates ? capacity : 0, weights.shape[1], dtype: ScalarType.Float32, device: CPU);
    private readonly Tensor _target = zeros(capacity * ColumnsPerTile, dtype: ScalarType.Float32, device: CPU);

    /// <summary>The gradients of the sums before the activation, after <see cref="Differentiate"/>. Shape [rows, output size].</summary>
    internal Tensor SumGradients { get; private set; } = null!;

    /// <summary>Computes the loss, its gradients, and that of the bias, which is added to what is there.</summary>
    /// <param name="input">Shape [rows, input size].</param>
    /// <param name="target">The rows.</param>
    /// <param name="rowWeights">Shape [rows]; null if every row has the weight 1.</param>
    /// <param name="inputGradient">Receives the gradient of the input.</param>
    /// <returns>The loss summed over slots and, by weight, over rows.</returns>
    internal double Differentiate(Tensor input, SparseRows target, Tensor? rowWeights, out Tensor inputGradient)
    {
        var constant = input.detach();
        var gradient = zeros_like(constant);
        var sumGradients = _sumGradients.narrow(0, 0, target.RowCount);
        var biasGradient = bias.grad!;
        var total = 0.0;
        ForEachTile(constant, target, (first, sums, tile) =>
        {
            sums.requires_grad_();
            var tileLoss = loss.Sum(ActivationTwin.Of(activation).Apply(activation, sums), tile, rowWeights);
            tileLoss.backward();
            total += tileLoss.item<float>();
            using var noGradients = no_grad();
            var slopes = sums.grad!;
            sumGradients.narrow(1, first, slopes.shape[1]).copy_(slopes);
            gradient.addmm_(slopes, weights.narrow(1, first, slopes.shape[1]).t(), beta: 1, alpha: 1);
            biasGradient.narrow(0, first, slopes.shape[1]).AddMultiple(slopes.sum(0L), 1);
        });
        (SumGradients, inputGradient) = (sumGradients, gradient);
        return total;
    }

    /// <summary>Computes the loss and the squared error, summed over slots and, by weight, over rows.</summary>
    /// <inheritdoc cref="Differentiate"/>
    internal (double Loss, double SquaredError) Measure(Tensor input, SparseRows target, Tensor? rowWeights)
    {
        var (total, squaredError) = (0.0, 0.0);
        ForEachTile(input, target, (_, sums, tile) =>
        {
            var outputs = ActivationTwin.Of(activation).Apply(activation, sums);
            var tileLoss = loss.Sum(outputs, tile, rowWeights).item<float>();
            total += tileLoss;
            squaredError += loss is MeanSquaredError ? tileLoss : loss.SquaredError(outputs, tile, rowWeights).item<float>();
        });
        return (total, squaredError);
    }

    private void ForEachTile(Tensor input, SparseRows target, Action<int, Tensor, Tensor> use)
    {
        for (var first = 0; first < target.RowSize; first += ColumnsPerTile)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(ColumnsPerTile, target.RowSize - first);
            target.Spread(first, count, MemoryMarshal.Cast<byte, float>(_target.bytes));
            Tensor sums;
            using (no_grad())
            {
                sums = bias.narrow(0, first, count).addmm(input, weights.narrow(1, first, count), 1, 1);
            }

            use(first, sums, _target.narrow(0, 0, target.RowCount * count).view(target.RowCount, count));
        }
    }
}
