using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class MeanSquaredError : ReconstructionLoss
{
    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [];

    private protected override Tensor Compute(Tensor reconstruction, Tensor target, nn.Reduction reduction) =>
        nn.functional.mse_loss(reconstruction, target, reduction);
}
