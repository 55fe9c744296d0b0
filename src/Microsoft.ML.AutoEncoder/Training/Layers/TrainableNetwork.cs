using System.Collections.Immutable;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The network in training, as one thread sees it: parameters that all threads share, and gradients of its own.</summary>
/// <remarks>The tensors belong to the dispose scope in which the network is created.</remarks>
internal sealed class TrainableNetwork
{
    private readonly FlatTensor _parameters;
    private readonly Dictionary<TrainingParameter, Tensor> _leaves = [];
    private readonly ImmutableArray<TrainableLayer> _encoder;
    private readonly ImmutableArray<TrainableLayer> _decoder;
    private readonly TrainableLayer? _logVariance;
    private readonly TrainableLayer? _labelHead;
    private readonly TrainingParameter?[] _factoredWeights;

    /// <param name="layout">The layers, and where their parameters stand.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="endsWithLogits">Whether the output activation is left out.</param>
    internal TrainableNetwork(ParameterLayout layout, FlatTensor parameters, bool endsWithLogits = false)
    {
        _parameters = parameters;
        Gradients = new FlatTensor(layout.TrainableLength, parameters.Device);
        _factoredWeights = [.. layout.Layers.Select(twin => twin.FactoredWeight)];
        _encoder = [.. layout.Encoder.Select(twin => twin.CreateTrainable(Leaf, twin.Layer.Activation))];
        _decoder = [.. layout.Decoder.Select(twin => twin.CreateTrainable(
            Leaf, endsWithLogits && twin == layout.Decoder[^1] ? Activation.Identity : twin.Layer.Activation))];
        _logVariance = layout.LogVariance?.CreateTrainable(Leaf, Activation.Identity);
        _labelHead = layout.LabelHead?.CreateTrainable(Leaf, Activation.Identity);
        Layers = [.. _encoder, .. _decoder, .. new[] { _logVariance, _labelHead }.OfType<TrainableLayer>()];
        foreach (var (layer, weight) in Layers.Zip(_factoredWeights))
        {
            layer.RoundedWeights = weight is null ? null : parameters.RoundedView(weight.Slot);
        }
    }

    /// <summary>Where automatic differentiation adds up gradients. Whoever uses them sets them to zero again.</summary>
    internal FlatTensor Gradients { get; }

    /// <summary>All layers, in the order of the layout.</summary>
    internal ImmutableArray<TrainableLayer> Layers { get; }

    /// <summary>The normalisations of all layers that have one.</summary>
    internal IEnumerable<BatchNormalization> Normalizations => Layers.Select(layer => layer.Normalization).OfType<BatchNormalization>();

    internal EncoderPass Encode(LayerInput input, PassMode mode)
    {
        var layers = Forward(_encoder, input, mode);
        return new EncoderPass
        {
            Layers = layers,
            Mode = mode,
            Code = layers[^1].Output,
            LogVariance = _logVariance?.Forward(layers.Length == 1 ? input : layers[^2].Output, mode).Output,
        };
    }

    /// <summary>Leads codes through all layers of the decoder but the last.</summary>
    /// <param name="code">Shape [rows, code size].</param>
    /// <param name="mode">What for.</param>
    internal Tensor DecodeHidden(Tensor code, PassMode mode) =>
        _decoder.Length == 1 ? code : Forward(_decoder[..^1], code, mode)[^1].Output;

    /// <summary>Makes what computes the last layer and a loss tile by tile.</summary>
    internal TiledOutput CreateTiledOutput(ReconstructionLoss loss, int capacity, bool differentiates) =>
        _decoder[^1].CreateTiledOutput(loss, capacity, differentiates);

    /// <param name="code">Shape [rows, code size].</param>
    /// <param name="mode">What for.</param>
    /// <returns>The reconstruction, or its logits. Shape [rows, input size].</returns>
    internal Tensor Decode(Tensor code, PassMode mode) => Forward(_decoder, code, mode)[^1].Output;

    /// <summary>Predicts labels, where there is a layer for that.</summary>
    /// <param name="code">Shape [rows, code size].</param>
    /// <param name="mode">What for.</param>
    /// <returns>Shape [rows, outputs of that layer].</returns>
    internal Tensor PredictLabels(Tensor code, PassMode mode) => _labelHead!.Forward(code, mode).Output;

    /// <summary>Computes gradients: adds those of vectors, and what penalties make of weights, to <see cref="Gradients"/>, and
    /// leaves the rest with the layers, as <see cref="TrainableLayer.WeightGradientFactors"/>.</summary>
    /// <param name="loss">A scalar that comes of the last pass.</param>
    internal void Differentiate(Tensor loss)
    {
        loss.backward();
        FactorWeightGradients();
    }

    /// <summary>The same where the gradients of the last layer are there already.</summary>
    /// <param name="input">What the last layer was given.</param>
    /// <param name="inputGradient">The gradient of the loss with respect to that.</param>
    /// <param name="sumGradients">And with respect to the sums of the last layer.</param>
    /// <param name="penalty">What else is part of the loss, a scalar; null for nothing.</param>
    internal void Differentiate(Tensor input, Tensor inputGradient, Tensor sumGradients, Tensor? penalty)
    {
        if (penalty is null)
        {
            input.backward([inputGradient]);
        }
        else
        {
            autograd.backward([input, penalty], [inputGradient, ones_like(penalty)]);
        }

        _decoder[^1].TakeSumGradients(input.detach(), sumGradients);
        FactorWeightGradients();
    }

    /// <summary>Adds to <see cref="Gradients"/> what <see cref="Differentiate(Tensor)"/> has left with the layers,
    /// where a network has the whole batch to itself.</summary>
    internal void CompleteGradients()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        foreach (var (layer, weight) in Layers.Zip(_factoredWeights))
        {
            if (layer.WeightGradientFactors is var (left, right))
            {
                var gradients = Gradients.View(weight!.Slot, weight.IsVector);
                if (right.dtype == gradients.dtype)
                {
                    gradients.addmm_(left!, right, beta: 1, alpha: 1);
                }
                else
                {
                    gradients.AddMultiple(left!.mm(right), 1);
                }
            }
        }
    }

    /// <summary>Leaves with the layers what automatic differentiation has found for them.</summary>
    internal void FactorWeightGradients()
    {
        using var noGradients = no_grad();
        foreach (var layer in Layers)
        {
            layer.FactorWeightGradient();
        }
    }

    /// <summary>Lets go of the last pass.</summary>
    internal void Forget()
    {
        foreach (var layer in Layers)
        {
            layer.Forget();
        }
    }

    private static LayerPass[] Forward(ImmutableArray<TrainableLayer> layers, LayerInput input, PassMode mode)
    {
        var passes = new LayerPass[layers.Length];
        for (var i = 0; i < passes.Length; i++)
        {
            passes[i] = layers[i].Forward(input, mode);
            input = passes[i].Output;
        }

        return passes;
    }

    /// <summary>A parameter of which automatic differentiation finds the gradient, or a statistic;
    /// the same tensor for layers that share it.</summary>
    private Tensor Leaf(TrainingParameter parameter)
    {
        if (parameter.IsStatistic)
        {
            return _parameters.View(parameter.Slot, parameter.IsVector);
        }

        if (!_leaves.TryGetValue(parameter, out var leaf))
        {
            leaf = _parameters.View(parameter.Slot, parameter.IsVector).detach().requires_grad_();
            // Automatic differentiation adds to gradients that exist, so it writes into the block.
            leaf.grad = Gradients.View(parameter.Slot, parameter.IsVector);
            _leaves.Add(parameter, leaf);
        }

        return leaf;
    }
}
