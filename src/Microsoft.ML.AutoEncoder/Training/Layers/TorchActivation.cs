using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The activations as Torch computes them.</summary>
internal static class TorchActivation
{
    /// <summary>Applies an activation. Not in place: the gradient with respect to the sums is asked for.</summary>
    internal static Tensor Apply(Activation activation, Tensor sums) => activation switch
    {
        Identity => sums,
        ReLU => sums.relu(),
        LeakyReLU leaky => ApplyLeakyReLU(sums, leaky.Slope),
        ELU elu => ApplyELU(sums, elu.Alpha),
        GELU => nn.functional.gelu(sums),
        Tanh => sums.tanh(),
        Sigmoid => sums.sigmoid(),
        _ => throw new NotSupportedException($"Torch has no counterpart for the activation {activation}."),
    };

    // TorchSharp hands a number to native code as an object with a finalizer. Where it makes that object itself, it does not keep it
    // alive during the call, and a garbage collection at the wrong moment frees what native code is reading. So these are held.
    private static Tensor ApplyLeakyReLU(Tensor sums, float slope)
    {
        using var slopeScalar = slope.ToScalar();
        return sums.leaky_relu(slopeScalar);
    }

    private static Tensor ApplyELU(Tensor sums, float alpha)
    {
        using var alphaScalar = alpha.ToScalar();
        using var one = 1.ToScalar();
        return sums.elu(alphaScalar, one, one);
    }
}
