namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Where some values stand in a <see cref="FlatTensor"/>.</summary>
/// <param name="Offset">Where they begin.</param>
/// <param name="Rows">How many rows they have; 1 for a vector.</param>
/// <param name="Columns">How many values each row has.</param>
internal readonly record struct ParameterSlot(int Offset, int Rows, int Columns)
{
    internal int Count => Rows * Columns;

    internal Span<float> Of(Span<float> block) => block.Slice(Offset, Count);
}
