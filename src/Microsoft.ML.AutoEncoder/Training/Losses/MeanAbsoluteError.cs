using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class MeanAbsoluteError : ReconstructionLoss
{
    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [];

    private protected override Tensor Compute(Tensor reconstruction, Tensor target, nn.Reduction reduction) =>
        nn.functional.l1_loss(reconstruction, target, reduction);
}
