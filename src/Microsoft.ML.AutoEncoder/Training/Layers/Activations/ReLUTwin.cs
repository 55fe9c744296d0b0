using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class ReLUTwin : ActivationTwin
{
    private protected override Type ActivationType => typeof(ReLU);

    internal override Tensor Apply(Activation activation, Tensor preActivations) => preActivations.relu();

    internal override Tensor Derivative(Activation activation, Tensor preActivations, Tensor outputs) => IsPositive(outputs);

    internal override void Activate(Activation activation, Span<float> values, Span<float> slopes) =>
        LeakyReLUTwin.Activate(values, slopes, slope: 0f);
}
