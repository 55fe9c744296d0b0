using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class TanhTwin : ActivationTwin
{
    private protected override Type ActivationType => typeof(Tanh);

    internal override Tensor Apply(Activation activation, Tensor preActivations) => preActivations.tanh();

    internal override Tensor Derivative(Activation activation, Tensor preActivations, Tensor outputs) =>
        outputs.mul(outputs).neg().Plus(1);
}
