using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class LeakyReLUTwin : ActivationTwin
{
    private protected override Type ActivationType => typeof(LeakyReLU);

    internal override Tensor Apply(Activation activation, Tensor preActivations)
    {
        // Held, and so kept alive while native code reads it; see TensorArithmetic.
        var slope = ((LeakyReLU)activation).Slope;
        using var heldSlope = slope.ToScalar();
        return preActivations.leaky_relu(heldSlope);
    }

    internal override Tensor Derivative(Activation activation, Tensor preActivations, Tensor outputs)
    {
        var slope = ((LeakyReLU)activation).Slope;
        return IsPositive(outputs).Times(1 - slope).Plus(slope);
    }
}
