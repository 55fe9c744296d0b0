using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class IdentityTwin : ActivationTwin
{
    private protected override Type ActivationType => typeof(Identity);

    internal override Tensor Apply(Activation activation, Tensor preActivations) => preActivations;

    internal override Tensor? Derivative(Activation activation, Tensor preActivations, Tensor outputs) => null;

    internal override void Activate(Activation activation, Span<float> values, Span<float> slopes) => slopes.Fill(1f);
}
