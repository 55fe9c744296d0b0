using System.Collections.Immutable;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A dense layer in training.</summary>
internal sealed class DenseTwin : LayerTwin
{
    private const double DistanceFromEnd = 0.005;

    private readonly DenseLayer _layer;
    private readonly TrainingParameter _weight;
    private readonly TrainingParameter _bias;
    private readonly bool _isTied;

    internal DenseTwin(DenseLayer layer, LayerRole role)
        : base(layer, role)
    {
        _layer = layer;
        _isTied = role.Counterpart is not null;
        var (drawn, biasDrawn) = InitialValues.Of(role.Architecture.WeightInitialization, layer.InputSize, layer.OutputSize);
        _weight = ((DenseTwin?)role.Counterpart)?._weight
            ?? new TrainingParameter($"{role.Name}.weight", layer.InputSize, layer.OutputSize, isVector: false, drawn, isStatistic: false);
        // A normalised layer adds its bias after the normalisation, which begins with mean 0.
        var biasBegins = role.IsNormalized ? InitialValues.Zero : biasDrawn;
        _bias = new TrainingParameter($"{role.Name}.bias", 1, layer.OutputSize, isVector: true, biasBegins, isStatistic: false);
        Normalization = role.IsNormalized ? new NormalizationParameters(role.Name, layer.OutputSize) : null;
        Parameters =
        [
            .. _isTied ? Array.Empty<TrainingParameter>() : [_weight],
            _bias,
            .. Normalization?.All ?? [],
        ];
    }

    internal override ImmutableArray<TrainingParameter> Parameters { get; }

    internal override bool TakesSparseRows => true;

    internal override TrainingParameter FactoredWeight => _weight;

    internal TrainingParameter Bias => _bias;

    /// <summary>Whether the weights are those of an encoder's layer, transposed.</summary>
    internal bool IsTied => _isTied;

    internal override NormalizationParameters? Normalization { get; }

    internal override TrainableLayer CreateTrainable(Func<TrainingParameter, Tensor> leaf, Activation activation) => new Trainable(
        leaf(_weight),
        _isTied,
        leaf(_bias),
        Normalization?.CreateTrainable(leaf),
        activation,
        Role);

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
        var weights = folded[..(int)_layer.WeightCount];
        var bias = folded[weights.Length..];
        CopyWeights(values, weights);
        _bias.Of(values).CopyTo(bias);
        Normalization?.Fold(values, weights, bias);
    }

    internal override void FoldInputScale(InputScale scale, Span<float> folded)
    {
        var bias = folded[(int)_layer.WeightCount..];
        for (var input = 0; input < _layer.InputSize; input++)
        {
            var weights = folded.Slice(input * bias.Length, bias.Length);
            TensorPrimitives.Divide(weights, scale.Units[input], weights);
            TensorPrimitives.MultiplyAdd(weights, -scale.Offsets[input], bias, bias);
        }
    }

    internal override void FoldOutputScale(InputScale scale, Span<float> folded)
    {
        for (var start = 0; start < folded.Length; start += _layer.OutputSize)
        {
            var row = folded.Slice(start, _layer.OutputSize);
            TensorPrimitives.Multiply(row, scale.Units, row);
        }

        var bias = folded[(int)_layer.WeightCount..];
        TensorPrimitives.Add(bias, scale.Offsets, bias);
    }

    internal override void Unfold(ReadOnlySpan<float> folded, Span<float> values)
    {
        if (!_isTied)
        {
            folded[..(int)_layer.WeightCount].CopyTo(_weight.Of(values));
        }

        folded[(int)_layer.WeightCount..].CopyTo(_bias.Of(values));
    }

    internal override void UnfoldInputScale(InputScale scale, Span<float> folded)
    {
        var bias = folded[(int)_layer.WeightCount..];
        var sums = new double[bias.Length];
        for (var input = 0; input < _layer.InputSize; input++)
        {
            var weights = folded.Slice(input * bias.Length, bias.Length);
            for (var output = 0; output < sums.Length; output++)
            {
                sums[output] += (double)weights[output] * scale.Offsets[input];
            }

            TensorPrimitives.Multiply(weights, scale.Units[input], weights);
        }

        for (var output = 0; output < sums.Length; output++)
        {
            bias[output] = (float)(bias[output] + sums[output]);
        }
    }

    internal override void UnfoldOutputScale(InputScale scale, Span<float> folded)
    {
        var bias = folded[(int)_layer.WeightCount..];
        TensorPrimitives.Subtract(bias, scale.Offsets, bias);
        for (var start = 0; start < folded.Length; start += _layer.OutputSize)
        {
            var row = folded.Slice(start, _layer.OutputSize);
            TensorPrimitives.Divide(row, scale.Units, row);
        }
    }

    private void CopyWeights(Span<float> values, Span<float> weights)
    {
        var source = _weight.Of(values);
        if (!_isTied)
        {
            source.CopyTo(weights);
            return;
        }

        var (inputs, outputs) = (_layer.InputSize, _layer.OutputSize);
        for (var output = 0; output < outputs; output++)
        {
            for (var input = 0; input < inputs; input++)
            {
                weights[(input * outputs) + output] = source[(output * inputs) + input];
            }
        }
    }

    /// <summary>Automatic differentiation finds the gradients of everything but the product with the weights; see
    /// <see cref="GradientReducer"/>.</summary>
    /// <param name="weights">Shape [input size, output size]; transposed where they are tied.</param>
    /// <param name="areTied">Whether the weights are those of an encoder's layer.</param>
    /// <param name="bias">Shape [output size].</param>
    /// <param name="normalization">Null: none.</param>
    /// <param name="activation">Applied to the sums.</param>
    /// <param name="role">What the layer is in the network.</param>
    private sealed class Trainable(
        Tensor weights, bool areTied, Tensor bias, BatchNormalization? normalization, Activation activation, LayerRole role)
        : TrainableLayer(bias, normalization, activation, role)
    {
        private readonly Tensor _constantWeights = areTied ? weights.detach().t() : weights.detach();
        private readonly Tensor _bias = bias;
        private Tensor? _input;
        private SparseRows? _sparseInput;
        private Tensor? _product;

        private Tensor Weights => areTied ? weights.t() : weights;

        internal override Tensor SquaredWeightNorms()
        {
            var matrix = Weights;
            return matrix.mul(matrix).sum(0L);
        }

        internal override Tensor ThroughWeights(Tensor vector) => vector.mm(Weights.t());

        internal override void FactorWeightGradient()
        {
            if (_product?.grad is not { } gradient)
            {
                return;
            }

            if (_sparseInput is not null)
            {
                _sparseInput.SortBySlots();
                WeightGradientFactors = new(null, gradient.contiguous()) { SparseLeft = _sparseInput };
                return;
            }

            TakeSumGradients(_input!, gradient);
        }

        internal override void TakeSumGradients(Tensor input, Tensor sumGradients) =>
            WeightGradientFactors = areTied ? new(sumGradients.t(), input) : new(input.t(), sumGradients);

        internal override TiledOutput CreateTiledOutput(ReconstructionLoss loss, int capacity, bool differentiates) =>
            new(_constantWeights, _bias, Activation, loss, capacity, differentiates);

        internal override void Forget()
        {
            base.Forget();
            (_input, _sparseInput, _product) = (null, null, null);
        }

        private protected override Tensor Multiply(Tensor input, Tensor? summand, bool isTraining)
        {
            if (isTraining && RoundedWeights is { } rounded)
            {
                var roundedInput = input.to(ScalarType.BFloat16);
                var roundedProduct = roundedInput.mm(areTied ? rounded.t() : rounded);
                Watch(roundedInput, roundedProduct);
                var sums = roundedProduct.to(ScalarType.Float32);
                return summand is null ? sums : sums.Plus(summand);
            }

            var product = summand is null ? input.mm(_constantWeights) : summand.addmm(input, _constantWeights, 1, 1);
            if (isTraining)
            {
                Watch(input, product);
            }

            return product;
        }

        private protected override Tensor Multiply(SparseRows input, Tensor? summand, bool isTraining)
        {
            var product = SparseProduct.Of(input, _constantWeights);
            if (isTraining)
            {
                Watch(null, product);
                _sparseInput = input;
            }

            return summand is null ? product : product.Plus(summand);
        }

        private void Watch(Tensor? input, Tensor product)
        {
            (_input, _product) = (input, product);
            if (product.requires_grad)
            {
                product.retain_grad();
            }
            else
            {
                product.requires_grad_();
            }
        }
    }
}
