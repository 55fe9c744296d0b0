using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Some columns of the last layer: see <see cref="OutputUpdate"/>.</summary>
/// <param name="First">The number of the first one.</param>
/// <param name="Weights">Shape [input size, columns].</param>
/// <param name="TransposedWeights">The same transposed.</param>
internal sealed record OutputColumns(int First, Tensor Weights, Tensor TransposedWeights)
{
    // Narrower ones make updates of weights slow, which stand apart in the memory. Of wider ones there is nothing to win.
    private const int Most = 1_024;

    /// <summary>How many there are.</summary>
    internal int Count { get; } = (int)Weights.shape[1];

    /// <summary>Divides a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="rowCount">The number of rows of a batch.</param>
    internal static OutputColumns[] Divide(BackpropagationLayer layer, int rowCount)
    {
        // What there is of all rows fits one span of bytes.
        var width = Math.Min(Most, int.MaxValue / sizeof(float) / rowCount);
        return [.. Enumerable.Range(0, (layer.Size + width - 1) / width).Select(number => number * width).Select(first =>
        {
            var count = Math.Min(width, layer.Size - first);
            return new OutputColumns(first, layer.Weights.narrow(1, first, count), layer.TransposedWeights.narrow(0, first, count));
        })];
    }
}
