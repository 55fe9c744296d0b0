namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>A dense layer as a file describes it.</summary>
/// <param name="InputSize">The number of values that it takes.</param>
/// <param name="OutputSize">The number of values that it gives.</param>
/// <param name="Weights">The weights, one row per input: <see cref="InputSize"/> × <see cref="OutputSize"/>, all finite.</param>
/// <param name="Bias">One value per output, all finite.</param>
/// <param name="Activation">What is applied to the sums.</param>
/// <param name="ActiveUnits">How many of the outputs are kept, the largest; the others become 0. Null: all.</param>
internal sealed record ImportedLayer(
    int InputSize, int OutputSize, float[] Weights, float[] Bias, Activation Activation, int? ActiveUnits = null);
