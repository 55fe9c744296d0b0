using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a layer made of some rows.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="PreActivations">What the activation was applied to; the same tensor as <paramref name="Activations"/> where the activation is the identity.</param>
/// <param name="Activations">What the activation gave.</param>
/// <param name="Mask">What that was multiplied by; null without dropout.</param>
internal sealed record LayerPass(TrainableLayer Layer, Tensor PreActivations, Tensor Activations, Tensor? Mask)
{
    /// <summary>What the next layer receives. Shape [rows, output size].</summary>
    internal Tensor Output { get; } = Mask is null ? Activations : Activations.mul(Mask);

    /// <summary>Leads vectors backwards through dropout and activation: multiplies them by the derivatives of the outputs with respect to the
    /// pre-activations, in operations that can be differentiated themselves.</summary>
    internal Tensor ThroughActivation(Tensor vector)
    {
        var masked = Mask is null ? vector : vector.mul(Mask);
        var derivative = ActivationTwin.Of(Layer.Activation).Derivative(Layer.Activation, PreActivations, Activations);
        return derivative is null ? masked : masked.mul(derivative);
    }

    /// <summary>Leads vectors backwards through the layer: vᵀ·J, with the Jacobian J of the outputs with respect to the input.</summary>
    /// <param name="vector">Shape [rows, output size].</param>
    /// <returns>Shape [rows, input size].</returns>
    internal Tensor VectorJacobianProduct(Tensor vector) => Layer.ThroughWeights(ThroughActivation(vector));
}
