using System.Numerics;
using System.Runtime.InteropServices;
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

    internal override void Activate(Activation activation, Span<float> values, Span<float> slopes) =>
        Activate(values, slopes, ((LeakyReLU)activation).Slope);

    /// <summary>NaN stays NaN.</summary>
    internal static void Activate(Span<float> values, Span<float> slopes, float slope)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var slopeVectors = MemoryMarshal.Cast<float, Vector<float>>(slopes[..values.Length]);
        var below = new Vector<float>(slope);
        for (var i = 0; i < slopeVectors.Length; i++)
        {
            slopeVectors[i] = Vector.ConditionalSelect(Vector.GreaterThan(vectors[i], Vector<float>.Zero), Vector<float>.One, below);
            vectors[i] *= slopeVectors[i];
        }

        for (var i = slopeVectors.Length * Vector<float>.Count; i < values.Length; i++)
        {
            slopes[i] = values[i] > 0 ? 1f : slope;
            values[i] *= slopes[i];
        }
    }
}
