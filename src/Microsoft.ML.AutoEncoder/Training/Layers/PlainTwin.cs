using System.Collections.Immutable;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A layer without parameters in training.</summary>
/// <param name="layer">What is left of it in the fitted network.</param>
/// <param name="role">What the layer is in the network.</param>
internal abstract class PlainTwin(Layer layer, LayerRole role) : UnscaledTwin(layer, role)
{
    internal sealed override ImmutableArray<TrainingParameter> Parameters => [];

    internal sealed override NormalizationParameters? Normalization => null;

    internal sealed override void Fold(Span<float> values, Span<float> folded)
    {
    }

    internal sealed override void Unfold(ReadOnlySpan<float> folded, Span<float> values)
    {
    }

    /// <summary>What all such layers have in common in Torch. They are not among those with dropout.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="activation">Applied at the end.</param>
    /// <param name="role">What the layer is in the network.</param>
    private protected abstract class Trainable(Layer layer, Activation activation, LayerRole role)
        : TrainableLayer(null, null, activation, role with { IsHidden = false })
    {
        internal sealed override Tensor SquaredWeightNorms() =>
            throw new NotSupportedException($"A {layer.Kind.Name} layer has no weights.");

        internal sealed override void FactorWeightGradient()
        {
        }

        private protected Tensor Images(Tensor rows) => View(rows, layer.InputShape);

        private protected Tensor OutputImages(Tensor rows) => View(rows, layer.OutputShape);

        private static Tensor View(Tensor rows, TensorShape shape)
        {
            var (channels, height, width) = shape.Image;
            return rows.reshape(rows.shape[0], channels, height, width);
        }
    }
}
