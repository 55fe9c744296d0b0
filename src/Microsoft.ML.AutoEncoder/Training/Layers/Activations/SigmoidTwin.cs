using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class SigmoidTwin : ActivationTwin
{
    private protected override Type ActivationType => typeof(Sigmoid);

    internal override Tensor Apply(Activation activation, Tensor preActivations) => preActivations.sigmoid();

    internal override Tensor Derivative(Activation activation, Tensor preActivations, Tensor outputs) =>
        outputs.sub(outputs.mul(outputs));
}
