using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class GELUTwin : ActivationTwin
{
    private protected override Type ActivationType => typeof(GELU);

    internal override Tensor Apply(Activation activation, Tensor preActivations) => nn.functional.gelu(preActivations);

    internal override Tensor Derivative(Activation activation, Tensor preActivations, Tensor outputs)
    {
        // Φ(z) + z·φ(z), with the distribution function and the density of the standard normal distribution.
        var distribution = preActivations.Times(MathF.Sqrt(0.5f)).erf().Plus(1).Times(0.5f);
        var density = preActivations.mul(preActivations).Times(-0.5f).exp().Times(1 / MathF.Sqrt(2 * MathF.PI));
        return distribution.Plus(preActivations.mul(density));
    }
}
