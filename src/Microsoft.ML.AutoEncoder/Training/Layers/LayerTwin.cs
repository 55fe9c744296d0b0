using System.Collections.Immutable;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A layer in training: which parameters it has, how they begin, how Torch computes it,
/// and what of it the fitted network keeps.</summary>
/// <remarks>One file in this folder for each kind of layer, and one line in <see cref="LayerTwins"/>.</remarks>
/// <param name="layer">What is left of it in the fitted network.</param>
/// <param name="role">What the layer is in the network.</param>
internal abstract class LayerTwin(Layer layer, LayerRole role)
{
    internal Layer Layer => layer;

    internal LayerRole Role => role;

    /// <summary>Whether the layer can be given rows without their zeros, and compared with such rows.</summary>
    internal virtual bool TakesSparseRows => false;

    /// <summary>All parameters and statistics of the layer's own, in the order in which initial values are drawn.</summary>
    internal abstract ImmutableArray<TrainingParameter> Parameters { get; }

    /// <summary>The parameter whose gradient is the product of <see cref="TrainableLayer.WeightGradientFactors"/>; null if there
    /// is none. It may be that of another layer.</summary>
    internal abstract TrainingParameter? FactoredWeight { get; }

    /// <summary>Null: the layer is not normalised.</summary>
    internal abstract NormalizationParameters? Normalization { get; }

    /// <summary>The parameters of which automatic differentiation finds the whole gradient.</summary>
    internal IEnumerable<TrainingParameter> DifferentiatedParameters =>
        Parameters.Where(parameter => !parameter.IsStatistic && parameter != FactoredWeight);

    /// <summary>Makes what computes the layer in Torch, for one thread.</summary>
    /// <param name="leaf">Gives the tensor of a parameter, of which automatic differentiation finds the gradient,
    /// or of a statistic.</param>
    /// <param name="activation">Applied at the end; that of the layer, or none.</param>
    internal abstract TrainableLayer CreateTrainable(Func<TrainingParameter, Tensor> leaf, Activation activation);

    /// <summary>Lets the layer begin with these outputs where its weights do not matter.</summary>
    /// <param name="outputs">The outputs.</param>
    /// <param name="values">All parameters and statistics; are changed.</param>
    internal abstract void BeginWith(ReadOnlySpan<double> outputs, Span<float> values);

    /// <summary>Computes the parameters of the fitted layer.</summary>
    /// <param name="values">All parameters and statistics in training.</param>
    /// <param name="folded">Receives the values of <see cref="Layer.Parameters"/>, one after the other.</param>
    internal abstract void Fold(Span<float> values, Span<float> folded);

    /// <summary>Makes the fitted layer take inputs that are not scaled.</summary>
    /// <param name="scale">How the inputs were scaled in training.</param>
    /// <param name="folded">The parameters of the fitted layer; are changed.</param>
    internal abstract void FoldInputScale(InputScale scale, Span<float> folded);

    /// <summary>Makes the fitted layer give outputs in the units of inputs that are not scaled. Its activation must be the
    /// identity.</summary>
    /// <param name="scale">How the inputs were scaled in training.</param>
    /// <param name="folded">The parameters of the fitted layer; are changed.</param>
    internal abstract void FoldOutputScale(InputScale scale, Span<float> folded);

    /// <summary>Takes the parameters of the fitted layer for those in training: undoes <see cref="Fold"/> where there is no
    /// normalisation.</summary>
    /// <param name="folded">The parameters of the fitted layer.</param>
    /// <param name="values">All parameters and statistics in training.</param>
    internal abstract void Unfold(ReadOnlySpan<float> folded, Span<float> values);

    /// <summary>Makes a fitted layer that takes inputs which are not scaled take scaled ones: undoes
    /// <see cref="FoldInputScale"/>.</summary>
    /// <param name="scale">How the inputs are scaled in training.</param>
    /// <param name="folded">The parameters of the fitted layer; are changed.</param>
    internal abstract void UnfoldInputScale(InputScale scale, Span<float> folded);

    /// <summary>Makes a fitted layer that gives outputs in the units of the input give scaled ones: undoes
    /// <see cref="FoldOutputScale"/>. Its activation must be the identity.</summary>
    /// <param name="scale">How the inputs are scaled in training.</param>
    /// <param name="folded">The parameters of the fitted layer; are changed.</param>
    internal abstract void UnfoldOutputScale(InputScale scale, Span<float> folded);
}
