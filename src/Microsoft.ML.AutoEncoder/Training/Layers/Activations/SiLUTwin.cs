using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

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

    internal override void Activate(Activation activation, Span<float> values, Span<float> slopes)
    {
        TensorPrimitives.Sigmoid(values, slopes);
        for (var i = 0; i < values.Length; i++)
        {
            var gate = slopes[i];
            values[i] *= gate;
            slopes[i] = gate + (values[i] * (1 - gate));
        }
    }
}
