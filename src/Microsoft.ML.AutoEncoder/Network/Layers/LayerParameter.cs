namespace Microsoft.ML.AutoEncoder;

/// <summary>A parameter of a layer.</summary>
/// <param name="Name">What it is called within the layer, as PyTorch calls it: weight, bias.</param>
/// <param name="Shape">Its dimensions.</param>
internal sealed record LayerParameter(string Name, TensorShape Shape);
