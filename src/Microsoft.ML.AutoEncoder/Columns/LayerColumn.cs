namespace Microsoft.ML.AutoEncoder;

/// <summary>A column that receives the output of a layer of the network: a wider representation than the code, or an earlier one.</summary>
/// <param name="ColumnName">The name of the column; it receives a vector of the layer's size.</param>
/// <param name="Layer">The number of the layer, counted from the input: 1 is the first hidden layer of the encoder; the code follows its last
/// hidden layer, then come the hidden layers of the decoder, and at last the reconstruction.</param>
public sealed record LayerColumn(string ColumnName, int Layer);
