using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class MeanAbsoluteError : ReconstructionLoss
{
    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [];

    internal override double Differentiate(ReadOnlySpan<float> reconstruction, ReadOnlySpan<float> target, Span<float> slopes)
    {
        TensorPrimitives.Subtract(reconstruction, target, slopes);
        var loss = TensorPrimitives.SumOfMagnitudes(slopes);
        foreach (ref var slope in slopes)
        {
            slope = slope > 0 ? 1f : slope < 0 ? -1f : slope;
        }

        return loss;
    }

    private protected override Tensor Compute(Tensor reconstruction, Tensor target, nn.Reduction reduction) =>
        nn.functional.l1_loss(reconstruction, target, reduction);
}
