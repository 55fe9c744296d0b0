using System.Collections.Immutable;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A layer in training: which parameters it has, how they begin, how Torch computes it, and what of it the fitted network keeps.</summary>
/// <remarks>One file in this folder for each kind of layer, and one line in <see cref="LayerTwins"/>.</remarks>
/// <param name="layer">What is left of it in the fitted network.</param>
/// <param name="role">What the layer is in the network.</param>
internal abstract class LayerTwin(Layer layer, LayerRole role)
{
    internal Layer Layer => layer;

    internal LayerRole Role => role;

    /// <summary>All parameters and statistics of the layer's own, in the order in which initial values are drawn.</summary>
    internal abstract ImmutableArray<TrainingParameter> Parameters { get; }

    /// <summary>The parameter whose gradient is the product of <see cref="TrainableLayer.WeightGradientFactors"/>; null if there is none. It may
    /// be that of another layer.</summary>
    internal abstract TrainingParameter? FactoredWeight { get; }

    /// <summary>Null: the layer is not normalised.</summary>
    internal abstract NormalizationParameters? Normalization { get; }

    /// <summary>The parameters of which automatic differentiation finds the whole gradient.</summary>
    internal IEnumerable<TrainingParameter> DifferentiatedParameters => Parameters.Where(parameter => !parameter.IsStatistic && parameter != FactoredWeight);

    /// <summary>Makes what computes the layer in Torch, for one thread.</summary>
    /// <param name="leaf">Gives the tensor of a parameter, of which automatic differentiation finds the gradient, or of a statistic.</param>
    /// <param name="activation">Applied at the end; that of the layer, or none.</param>
    internal abstract TrainableLayer CreateTrainable(Func<TrainingParameter, Tensor> leaf, Activation activation);

    /// <summary>Computes the parameters of the fitted layer.</summary>
    /// <param name="values">All parameters and statistics in training.</param>
    /// <param name="folded">Receives the values of <see cref="Layer.Parameters"/>, one after the other.</param>
    internal abstract void Fold(Span<float> values, Span<float> folded);
}
