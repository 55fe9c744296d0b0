using TorchSharp;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

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

    internal override void Activate(Activation activation, Span<float> values, Span<float> slopes) =>
        Activate(values, slopes, ((ELU)activation).Alpha, scale: 1f);

    /// <summary>scale·z for positive values, scale·alpha·(exp(z) − 1) for others.</summary>
    internal static void Activate(Span<float> values, Span<float> slopes, float alpha, float scale)
    {
        // Of positive values, the exponential may be infinite and is not used.
        TensorPrimitives.Exp(values, slopes);
        for (var i = 0; i < values.Length; i++)
        {
            var isPositive = values[i] > 0;
            values[i] = scale * (isPositive ? values[i] : alpha * (slopes[i] - 1));
            slopes[i] = scale * (isPositive ? 1f : alpha * slopes[i]);
        }
    }
}
