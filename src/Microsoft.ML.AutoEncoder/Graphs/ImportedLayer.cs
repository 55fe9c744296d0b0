namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>A layer as a file describes it: a dense one, or one of images.</summary>
/// <param name="InputSize">The number of values that it takes.</param>
/// <param name="OutputSize">The number of values that it gives.</param>
/// <param name="Weights">The weights, all finite; those of a dense layer one row per input: <see cref="InputSize"/> × <see
/// cref="OutputSize"/>.</param>
/// <param name="Bias">The biases, all finite; one value per output of a dense layer.</param>
/// <param name="Activation">What is applied to the sums.</param>
/// <param name="ActiveUnits">How many of the outputs are kept, the largest; the others become 0. Null: all.</param>
internal sealed record ImportedLayer(
    int InputSize, int OutputSize, float[] Weights, float[] Bias, Activation Activation, int? ActiveUnits = null)
{
    /// <summary>What it is besides its activation, where it is a layer of images; null for a dense one.</summary>
    internal Layer? OfImages { get; init; }

    /// <summary>What there is to know about it besides the values of its parameters.</summary>
    internal Layer Layer => OfImages is null
        ? new DenseLayer(InputSize, OutputSize, Activation)
        : OfImages with { Activation = Activation };
}
