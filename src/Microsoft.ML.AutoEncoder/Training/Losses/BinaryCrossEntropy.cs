using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class BinaryCrossEntropy : ReconstructionLoss
{
    private const int AtOnce = 256;

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [];

    internal override bool TakesLogits => true;

    internal override string? FindConflict(TrainingSettings settings) => settings.OutputActivation is Sigmoid
        ? null
        : $"the cross-entropy compares probabilities, and {nameof(settings.OutputActivation)} is {settings.OutputActivation}. " +
          $"Set that to {nameof(Activation)}.{nameof(Activation.Sigmoid)}";

    internal override double Differentiate(ReadOnlySpan<float> reconstruction, ReadOnlySpan<float> target, Span<float> slopes)
    {
        TensorPrimitives.Sigmoid(reconstruction, slopes);
        TensorPrimitives.Subtract(slopes, target, slopes);
        // max(x, 0) − x·y − log σ(|x|), which is finite for all logits.
        Span<float> scratch = stackalloc float[AtOnce];
        var loss = 0.0;
        for (var first = 0; first < reconstruction.Length; first += AtOnce)
        {
            var logits = reconstruction.Slice(first, Math.Min(AtOnce, reconstruction.Length - first));
            var some = scratch[..logits.Length];
            TensorPrimitives.Max(logits, 0f, some);
            loss += TensorPrimitives.Sum<float>(some) - TensorPrimitives.Dot(logits, target.Slice(first, some.Length));
            TensorPrimitives.Abs(logits, some);
            TensorPrimitives.Sigmoid<float>(some, some);
            TensorPrimitives.Log<float>(some, some);
            loss -= TensorPrimitives.Sum<float>(some);
        }

        return loss;
    }

    private protected override Tensor Compute(Tensor reconstruction, Tensor target, nn.Reduction reduction) =>
        nn.functional.binary_cross_entropy_with_logits(reconstruction, target, reduction: reduction);
}
