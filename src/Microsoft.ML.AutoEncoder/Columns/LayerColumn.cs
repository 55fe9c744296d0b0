namespace Microsoft.ML.AutoEncoder;

/// <summary>A column that receives the output of a layer of the network: a wider representation than the code, or an earlier one.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="columnName">The name of the column; it receives a vector of the layer's size.</param>
/// <param name="layer">The number of the layer, counted from the input: 1 is the first hidden layer of the encoder; the code follows
/// its last
/// hidden layer, then come the hidden layers of the decoder, and at last the reconstruction.</param>
public sealed class LayerColumn(string columnName, int layer)
{
    /// <summary>The name of the column.</summary>
    public string ColumnName => columnName;

    /// <summary>The number of the layer, from 1.</summary>
    public int Layer => layer;

    /// <summary>The name of the column and the number of the layer.</summary>
    public override string ToString() => FormattableString.Invariant($"{columnName}: layer {layer}");

    internal void Deconstruct(out string name, out int number) => (name, number) = (columnName, layer);
}
