namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A layer that is neither the first nor the last one of a network for images: <see cref="PixelTwin"/> scales there.</summary>
/// <param name="layer">What is left of it in the fitted network.</param>
/// <param name="role">What the layer is in the network.</param>
internal abstract class UnscaledTwin(Layer layer, LayerRole role) : LayerTwin(layer, role)
{
    internal sealed override TrainingParameter? FactoredWeight => null;

    /// <inheritdoc/>
    /// <remarks>What is behind it begins with the outputs that are wanted.</remarks>
    internal sealed override void BeginWith(ReadOnlySpan<double> outputs, Span<float> values)
    {
    }

    internal sealed override void FoldInputScale(InputScale scale, Span<float> folded) => throw HasNoScale();

    internal sealed override void FoldOutputScale(InputScale scale, Span<float> folded) => throw HasNoScale();

    internal sealed override void UnfoldInputScale(InputScale scale, Span<float> folded) => throw HasNoScale();

    internal sealed override void UnfoldOutputScale(InputScale scale, Span<float> folded) => throw HasNoScale();

    private NotSupportedException HasNoScale() => new($"A {Layer.Kind.Name} layer cannot scale single values of a row.");
}
