using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class Contractive : AutoEncoderRegularizer
{
    internal Contractive(float weight) => PenaltyWeight = CheckWeight(weight);

    public float PenaltyWeight { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [("weight", PenaltyWeight)];

    internal override bool HasPenalty => true;

    internal override bool ReachesWeights => true;

    internal override bool NeedsLayers => true;

    internal override float Weight(double epochs) => PenaltyWeight;

    internal override Tensor Penalty(EncoderPass pass) => pass.Layers.Count == 1 ? SquaredNorm(pass.Layers[0]) : EstimatedSquaredNorm(pass);

    internal override string? FindConflict(TrainingSettings settings) => settings.BatchNormalization
        ? $"with {nameof(settings.BatchNormalization)} the code of a row depends on the other rows of the batch, " +
          "and so do its derivatives. Leave one of them out"
        : null;

    /// <summary>∂cⱼ/∂xᵢ = f'(zⱼ)·Wᵢⱼ, so the squares sum up to Σⱼ f'(zⱼ)²·Σᵢ Wᵢⱼ².</summary>
    private static Tensor SquaredNorm(LayerPass layer)
    {
        var derivatives = layer.ThroughActivation(ones_like(layer.Activations));
        return derivatives.mul(derivatives).mv(layer.Layer.SquaredWeightNorms());
    }

    /// <summary>The mean of ‖vᵀJ‖² over all v of −1 and 1 is ‖J‖². A vector is led backwards through the layers, in operations
    /// that can be differentiated themselves.</summary>
    private static Tensor EstimatedSquaredNorm(EncoderPass pass)
    {
        var vector = pass.Mode.Random.Signs(RandomStream.JacobianProbe, (int)pass.Code.shape[1]);
        foreach (var layer in pass.Layers.Reverse())
        {
            vector = layer.VectorJacobianProduct(vector);
        }

        return vector.mul(vector).sum(1);
    }
}
