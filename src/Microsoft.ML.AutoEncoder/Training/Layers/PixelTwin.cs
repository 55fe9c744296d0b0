using System.Collections.Immutable;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A pixel layer in training: it only orders values, and at the end adds a bias that is learnt. Its weights, and those biases
/// that scale the input, are no parameters that the optimizer changes, so they stand with the statistics.</summary>
internal sealed class PixelTwin : LayerTwin
{
    private const double DistanceFromEnd = 0.005;

    private readonly PixelLayer _layer;
    private readonly TrainingParameter _weight;
    private readonly TrainingParameter _bias;

    internal PixelTwin(PixelLayer layer, LayerRole role)
        : base(layer, role)
    {
        _layer = layer;
        _weight = new TrainingParameter(
            $"{role.Name}.weight", 1, layer.Image.Count, isVector: true, InitialValues.One, isStatistic: true);
        _bias = new TrainingParameter(
            $"{role.Name}.bias", 1, layer.Image.Count, isVector: true, InitialValues.Zero, isStatistic: !layer.IsLast);
        Parameters = [_bias, _weight];
    }

    internal override ImmutableArray<TrainingParameter> Parameters { get; }

    internal override TrainingParameter? FactoredWeight => null;

    internal override NormalizationParameters? Normalization => null;

    internal override TrainableLayer CreateTrainable(Func<TrainingParameter, Tensor> leaf, Activation activation) =>
        new Trainable(_layer, leaf(_weight), leaf(_bias), activation, Role);

    internal override void BeginWith(ReadOnlySpan<double> outputs, Span<float> values)
    {
        var bias = _bias.Of(values);
        for (var output = 0; output < bias.Length; output++)
        {
            // At the ends of its range the activation hardly has a slope to learn by.
            var target = Math.Clamp(
                outputs[output], Layer.Activation.Minimum + DistanceFromEnd, Layer.Activation.Maximum - DistanceFromEnd);
            bias[output] = Layer.Activation.Invert((float)target) ?? bias[output];
        }
    }

    internal override void Fold(Span<float> values, Span<float> folded)
    {
        _weight.Of(values).CopyTo(Weights(folded));
        _bias.Of(values).CopyTo(Biases(folded));
    }

    internal override void FoldInputScale(InputScale scale, Span<float> folded)
    {
        TensorPrimitives.Divide(Weights(folded), scale.Units, Weights(folded));
        for (var i = 0; i < _layer.Image.Count; i++)
        {
            Biases(folded)[i] -= Weights(folded)[i] * scale.Offsets[i];
        }
    }

    internal override void FoldOutputScale(InputScale scale, Span<float> folded)
    {
        TensorPrimitives.Multiply(Weights(folded), scale.Units, Weights(folded));
        TensorPrimitives.MultiplyAdd(Biases(folded), scale.Units, scale.Offsets, Biases(folded));
    }

    internal override void Unfold(ReadOnlySpan<float> folded, Span<float> values)
    {
        folded[.._layer.Image.Count].CopyTo(_weight.Of(values));
        folded[_layer.Image.Count..].CopyTo(_bias.Of(values));
    }

    internal override void UnfoldInputScale(InputScale scale, Span<float> folded)
    {
        for (var i = 0; i < _layer.Image.Count; i++)
        {
            Biases(folded)[i] = (float)(Biases(folded)[i] + ((double)Weights(folded)[i] * scale.Offsets[i]));
        }

        TensorPrimitives.Multiply(Weights(folded), scale.Units, Weights(folded));
    }

    internal override void UnfoldOutputScale(InputScale scale, Span<float> folded)
    {
        TensorPrimitives.Subtract(Biases(folded), scale.Offsets, Biases(folded));
        TensorPrimitives.Divide(Biases(folded), scale.Units, Biases(folded));
        TensorPrimitives.Divide(Weights(folded), scale.Units, Weights(folded));
    }

    private Span<float> Weights(Span<float> folded) => folded[.._layer.Image.Count];

    private Span<float> Biases(Span<float> folded) => folded[_layer.Image.Count..];

    private sealed class Trainable(PixelLayer layer, Tensor weight, Tensor bias, Activation activation, LayerRole role)
        : TrainableLayer(null, null, activation, role with { IsHidden = false })
    {
        internal override Tensor SquaredWeightNorms() =>
            throw new NotSupportedException($"A {layer.Kind.Name} layer has no units that are sums.");

        internal override Tensor ThroughWeights(Tensor vector) => layer.IsLast ? ToImages(vector.mul(weight)) : ToRows(vector).mul(weight);

        internal override void FactorWeightGradient()
        {
        }

        private protected override Tensor Multiply(Tensor input, Tensor? summand, bool isTraining) => layer.IsLast
            ? ToRows(input).mul(weight).Plus(bias)
            : ToImages(input.mul(weight).Plus(bias));

        private Tensor ToRows(Tensor images) => !layer.IsInterleaved
            ? images
            : images.reshape(images.shape[0], layer.Image.Channels, layer.Image.Height * layer.Image.Width).transpose(1, 2).flatten(1);

        private Tensor ToImages(Tensor rows) => !layer.IsInterleaved
            ? rows
            : rows.reshape(rows.shape[0], layer.Image.Height * layer.Image.Width, layer.Image.Channels).transpose(1, 2).flatten(1);
    }
}
