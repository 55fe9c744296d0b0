using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class GELUTwin : ActivationTwin
{
    private const float DensityAtZero = 0.39894228f;

    private protected override Type ActivationType => typeof(GELU);

    internal override Tensor Apply(Activation activation, Tensor preActivations) => nn.functional.gelu(preActivations);

    internal override Tensor Derivative(Activation activation, Tensor preActivations, Tensor outputs)
    {
        // Φ(z) + z·φ(z), with the distribution function and the density of the standard normal distribution.
        var distribution = preActivations.Times(MathF.Sqrt(0.5f)).erf().Plus(1).Times(0.5f);
        var density = preActivations.mul(preActivations).Times(-0.5f).exp().Times(1 / MathF.Sqrt(2 * MathF.PI));
        return distribution.Plus(preActivations.mul(density));
    }

    internal override void Activate(Activation activation, Span<float> values, Span<float> slopes)
    {
        // exp(−z²/2) is in the density and in the distribution function.
        TensorPrimitives.Multiply(values, values, slopes);
        TensorPrimitives.Multiply(slopes, -0.5f, slopes);
        TensorPrimitives.Exp(slopes, slopes);
        for (var i = 0; i < values.Length; i++)
        {
            var (value, power) = (values[i], slopes[i]);
            var distribution = Distribution(value, power);
            values[i] = value * distribution;
            slopes[i] = distribution + (value * power * DensityAtZero);
        }
    }

    /// <summary>Φ(z) with an error below 1.5e-7 (Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.26).</summary>
    /// <param name="value">z.</param>
    /// <param name="power">exp(−z²/2).</param>
    private static float Distribution(float value, float power)
    {
        var t = 1 / (1 + (0.3275911f * MathF.Sqrt(0.5f) * MathF.Abs(value)));
        var tail = 0.5f * power * t * (0.254829592f + (t * (-0.284496736f +
            (t * (1.421413741f + (t * (-1.453152027f + (t * 1.061405429f))))))));
        return value >= 0 ? 1 - tail : tail;
    }
}
