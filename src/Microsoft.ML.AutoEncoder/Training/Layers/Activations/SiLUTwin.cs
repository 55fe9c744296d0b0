using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class SiLUTwin : ActivationTwin
{
    private protected override Type ActivationType => typeof(SiLU);

    internal override Tensor Apply(Activation activation, Tensor preActivations) => nn.functional.silu(preActivations);

    internal override Tensor Derivative(Activation activation, Tensor preActivations, Tensor outputs)
    {
        // σ(z) + f(z)·(1 − σ(z))
        var gate = preActivations.sigmoid();
        return gate.Plus(outputs.sub(outputs.mul(gate)));
    }
}
