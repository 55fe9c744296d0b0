using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class BinaryCrossEntropy : ReconstructionLoss
{
    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [];

    internal override bool TakesLogits => true;

    internal override string? FindConflict(AutoEncoderEstimator.Options options) => options.OutputActivation is Sigmoid
        ? null
        : $"the cross-entropy compares probabilities, and {nameof(options.OutputActivation)} is {options.OutputActivation}. Set that to {nameof(Activation)}.{nameof(Activation.Sigmoid)}";

    private protected override Tensor Compute(Tensor reconstruction, Tensor target, nn.Reduction reduction) =>
        nn.functional.binary_cross_entropy_with_logits(reconstruction, target, reduction: reduction);
}
