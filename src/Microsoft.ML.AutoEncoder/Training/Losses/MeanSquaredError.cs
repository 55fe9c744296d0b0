using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed record MeanSquaredError : ReconstructionLoss
{
    private protected override Tensor Compute(Tensor reconstruction, Tensor target, nn.Reduction reduction) =>
        nn.functional.mse_loss(reconstruction, target, reduction);
}
