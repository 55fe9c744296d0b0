using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class BinaryCrossEntropy : ReconstructionLoss
{
    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [];

    internal override bool TakesLogits => true;

    internal override string? FindConflict(TrainingSettings settings) => settings.OutputActivation is Sigmoid
        ? null
        : $"the cross-entropy compares probabilities, and {nameof(settings.OutputActivation)} is {settings.OutputActivation}. Set that to {nameof(Activation)}.{nameof(Activation.Sigmoid)}";

    private protected override Tensor Compute(Tensor reconstruction, Tensor target, nn.Reduction reduction) =>
        nn.functional.binary_cross_entropy_with_logits(reconstruction, target, reduction: reduction);
}
