using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The derivatives of the activations, as functions that can themselves be differentiated.</summary>
internal static class ActivationDerivative
{
    /// <param name="activation">The activation f.</param>
    /// <param name="sums">Its input z.</param>
    /// <param name="values">Its output f(z).</param>
    /// <returns>f'(z) element by element; null if it is 1 everywhere.</returns>
    internal static Tensor? Compute(Activation activation, Tensor sums, Tensor values) => activation switch
    {
        Identity => null,
        ReLU => IsPositive(values),
        LeakyReLU leaky => IsPositive(values).Times(1 - leaky.Slope).Plus(leaky.Slope),
        ELU elu => OfELU(values, elu.Alpha),
        GELU => OfGELU(sums),
        Tanh => values.mul(values).neg().Plus(1),
        Sigmoid => values.sub(values.mul(values)),
        _ => throw new NotSupportedException($"The slope of the activation {activation} is not known."),
    };

    /// <summary>1 where a value is positive and 0 elsewhere, which no gradient goes through.</summary>
    private static Tensor IsPositive(Tensor values) => values.detach().relu().sign();

    /// <summary>1 for positive values, f(z) + alpha for others.</summary>
    private static Tensor OfELU(Tensor values, float alpha) =>
        values.sub(values.relu()).Plus(IsPositive(values).Times(1 - alpha).Plus(alpha));

    /// <summary>Φ(z) + z·φ(z), with the distribution function and the density of the standard normal distribution.</summary>
    private static Tensor OfGELU(Tensor sums)
    {
        var distribution = sums.Times(MathF.Sqrt(0.5f)).erf().Plus(1).Times(0.5f);
        var density = sums.mul(sums).Times(-0.5f).exp().Times(1 / MathF.Sqrt(2 * MathF.PI));
        return distribution.Plus(sums.mul(density));
    }
}
