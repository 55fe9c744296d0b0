using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class MeanSquaredError : ReconstructionLoss
{
    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [];

    internal override double Differentiate(ReadOnlySpan<float> reconstruction, ReadOnlySpan<float> target, Span<float> slopes)
    {
        TensorPrimitives.Subtract(reconstruction, target, slopes);
        var loss = TensorPrimitives.SumOfSquares(slopes);
        TensorPrimitives.Add(slopes, slopes, slopes);
        return loss;
    }

    private protected override Tensor Compute(Tensor reconstruction, Tensor target, nn.Reduction reduction) =>
        nn.functional.mse_loss(reconstruction, target, reduction);
}
