using System.Collections.Immutable;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A layer of filters in training. Automatic differentiation finds all its gradients.</summary>
internal abstract class FilterTwin : UnscaledTwin
{
    private readonly FilterLayer _layer;
    private readonly TrainingParameter _weight;
    private readonly TrainingParameter _bias;
    private readonly bool _isTied;

    private protected FilterTwin(FilterLayer layer, LayerRole role)
        : base(layer, role)
    {
        _layer = layer;
        _isTied = role.Counterpart is not null;
        var (drawn, biasDrawn) = InitialValues.Of(role.Architecture.WeightInitialization, layer.FanIn, layer.FanOut);
        var dimensions = layer.Parameters[0].Shape.Dimensions;
        // A convolution and the transposed one have the same weights in the same order.
        _weight = ((FilterTwin?)role.Counterpart)?._weight ?? new TrainingParameter(
            $"{role.Name}.weight", dimensions[0], layer.WeightCount / dimensions[0], isVector: false, drawn, isStatistic: false);
        // A normalised layer adds its bias after the normalisation, which begins with mean 0.
        var biasBegins = role.IsNormalized ? InitialValues.Zero : biasDrawn;
        _bias = new TrainingParameter(
            $"{role.Name}.bias", 1, layer.OutputShape.Image.Channels, isVector: true, biasBegins, isStatistic: false);
        Normalization = role.IsNormalized ? new NormalizationParameters(role.Name, layer.OutputShape.Image.Channels) : null;
        Parameters =
        [
            .. _isTied ? Array.Empty<TrainingParameter>() : [_weight],
            _bias,
            .. Normalization?.All ?? [],
        ];
    }

    internal override ImmutableArray<TrainingParameter> Parameters { get; }

    internal override NormalizationParameters? Normalization { get; }

    internal override TrainableLayer CreateTrainable(Func<TrainingParameter, Tensor> leaf, Activation activation) => new Trainable(
        this, leaf(_weight), leaf(_bias), Normalization?.CreateTrainable(leaf), activation);

    internal override void Fold(Span<float> values, Span<float> folded)
    {
        var weights = folded[.._layer.WeightCount];
        var bias = folded[_layer.WeightCount..];
        _weight.Of(values).CopyTo(weights);
        _bias.Of(values).CopyTo(bias);
        if (Normalization?.FoldBias(values, bias) is not { } factors)
        {
            return;
        }

        var taps = _layer.Window.Size * _layer.Window.Size;
        for (var filter = 0; filter < factors.Length; filter++)
        {
            for (var channel = 0; channel < _layer.InputShape.Image.Channels; channel++)
            {
                foreach (ref var weight in weights.Slice(_layer.WeightIndex(filter, channel, 0), taps))
                {
                    weight *= factors[filter];
                }
            }
        }
    }

    internal override void Unfold(ReadOnlySpan<float> folded, Span<float> values)
    {
        if (!_isTied)
        {
            folded[.._layer.WeightCount].CopyTo(_weight.Of(values));
        }

        folded[_layer.WeightCount..].CopyTo(_bias.Of(values));
    }

    /// <summary>Leads images through the filters.</summary>
    /// <param name="images">Shape [rows, channels, height, width].</param>
    /// <param name="weight">The filters, in the shape of the layer's parameter.</param>
    /// <param name="bias">Shape [filters]; null: none.</param>
    private protected abstract Tensor Filter(Tensor images, Tensor weight, Tensor? bias);

    /// <summary>Leads vectors backwards through the filters.</summary>
    /// <param name="vectors">Shape [rows, filters, height, width].</param>
    /// <param name="weight">The filters, in the shape of the layer's parameter.</param>
    private protected abstract Tensor Back(Tensor vectors, Tensor weight);

    private sealed class Trainable(
        FilterTwin twin, Tensor weight, Tensor bias, BatchNormalization? normalization, Activation activation)
        : TrainableLayer(bias, normalization, activation, twin.Role)
    {
        private Tensor Weight
        {
            get
            {
                var dimensions = twin._layer.Parameters[0].Shape.Dimensions;
                return weight.view(dimensions[0], dimensions[1], dimensions[2], dimensions[3]);
            }
        }

        internal override Tensor SquaredWeightNorms() =>
            throw new NotSupportedException("The outputs of filters at the edge have fewer weights than others.");

        internal override Tensor ThroughWeights(Tensor vector) =>
            twin.Back(View(vector, twin._layer.OutputShape), Weight).flatten(1);

        internal override void FactorWeightGradient()
        {
        }

        private protected override Tensor Multiply(Tensor input, Tensor? summand, bool isTraining) =>
            twin.Filter(View(input, twin._layer.InputShape), Weight, summand).flatten(1);

        private protected override Tensor Normalize(BatchNormalization statistics, Tensor product, Tensor shift, bool isTraining)
        {
            var (channels, height, width) = twin._layer.OutputShape.Image;
            return statistics.Apply(product.view(product.shape[0], channels, (long)height * width), shift, isTraining).flatten(1);
        }

        /// <inheritdoc/>
        /// <remarks>Whole channels: neighbouring pixels tell what is missing (Tompson et al., "Efficient Object Localization Using
        /// Convolutional Networks", CVPR 2015).</remarks>
        private protected override Tensor Mask(StepRandom random, RandomStream purpose, int size, float zeros)
        {
            var channels = twin._layer.OutputShape.Image.Channels;
            var mask = random.Mask(purpose, channels, zeros);
            return mask.unsqueeze(2).expand(mask.shape[0], channels, size / channels).flatten(1);
        }

        private static Tensor View(Tensor rows, TensorShape shape)
        {
            var (channels, height, width) = shape.Image;
            return rows.reshape(rows.shape[0], channels, height, width);
        }
    }
}
