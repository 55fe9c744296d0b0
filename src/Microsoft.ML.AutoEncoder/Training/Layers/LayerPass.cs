using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a layer made of some rows.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Sums">What the activation was applied to; the same tensor as <paramref name="Activations"/> where the activation is the identity.</param>
/// <param name="Activations">What the activation gave.</param>
/// <param name="Mask">What that was multiplied by; null without dropout.</param>
internal sealed record LayerPass(TrainableLayer Layer, Tensor Sums, Tensor Activations, Tensor? Mask)
{
    /// <summary>What the next layer receives. Shape [rows, output size].</summary>
    internal Tensor Output { get; } = Mask is null ? Activations : Activations.mul(Mask);

    /// <summary>Leads a vector backwards through the activation: multiplies it by the derivatives of the outputs with respect to the sums.</summary>
    internal Tensor TimesSlope(Tensor vector)
    {
        var masked = Mask is null ? vector : vector.mul(Mask);
        return ActivationDerivative.Compute(Layer.Activation, Sums, Activations) is { } slope ? masked.mul(slope) : masked;
    }
}
