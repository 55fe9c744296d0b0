using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Some columns of the last layer. The tensors belong to the dispose scope in which they are created.</summary>
/// <param name="First">The number of the first one.</param>
/// <param name="Weights">Shape [input size, columns].</param>
/// <param name="TransposedWeights">The same transposed.</param>
internal sealed record OutputColumns(int First, Tensor Weights, Tensor TransposedWeights)
{
    /// <summary>How many there are.</summary>
    internal int Count { get; } = (int)Weights.shape[1];

    /// <summary>Divides a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="width">How many columns stand together; the last ones may be fewer.</param>
    internal static OutputColumns[] Divide(BackpropagationLayer layer, int width) =>
        [.. Enumerable.Range(0, (layer.Size + width - 1) / width).Select(number => number * width).Select(first =>
        {
            var count = Math.Min(width, layer.Size - first);
            return new OutputColumns(first, layer.Weights.narrow(1, first, count), layer.TransposedWeights.narrow(0, first, count));
        })];
}
