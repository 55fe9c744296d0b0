using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed record MeanAbsoluteError : ReconstructionLoss
{
    private protected override Tensor Compute(Tensor reconstruction, Tensor target, nn.Reduction reduction) =>
        nn.functional.l1_loss(reconstruction, target, reduction);
}
