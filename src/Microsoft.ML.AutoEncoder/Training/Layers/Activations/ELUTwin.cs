using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class ELUTwin : ActivationTwin
{
    private protected override Type ActivationType => typeof(ELU);

    internal override Tensor Apply(Activation activation, Tensor preActivations)
    {
        // Held, and so kept alive while native code reads them; see TensorArithmetic.
        var alpha = ((ELU)activation).Alpha;
        using var heldAlpha = alpha.ToScalar();
        using var one = 1.ToScalar();
        return preActivations.elu(heldAlpha, one, one);
    }

    internal override Tensor Derivative(Activation activation, Tensor preActivations, Tensor outputs)
    {
        // 1 for positive values, f(z) + alpha for others.
        var alpha = ((ELU)activation).Alpha;
        return outputs.sub(outputs.relu()).Plus(IsPositive(outputs).Times(1 - alpha).Plus(alpha));
    }
}
