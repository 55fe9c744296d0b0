namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A layer in training, and where its parameters stand.</summary>
/// <param name="Shape">What is left of the layer when it is frozen.</param>
/// <param name="Weights">One row per input of the layer; or, where they are <paramref name="TiedWeights"/>, one row per output.</param>
/// <param name="TiedWeights">Whether the weights are those of an encoder's layer, transposed.</param>
/// <param name="Bias">What is added to the sums, after normalisation where there is one.</param>
/// <param name="Normalization">Null: the layer is not normalised.</param>
internal sealed record LayerLayout(LayerShape Shape, ParameterSlot Weights, bool TiedWeights, ParameterSlot Bias, NormalizationLayout? Normalization);
