namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Which rows are kept as indices and values. It depends on the values alone: a row is the same in training whether the data view
/// gave a dense or a sparse vector.</summary>
internal static class RowDensity
{
    // With an index for each value, a row of this part of non-zeros takes half the memory of all values.
    private const int SlotsPerValue = 4;

    // Of shorter rows the array itself takes more than the values.
    private const int LeastSize = 64;

    /// <param name="rowSize">The number of slots.</param>
    /// <param name="nonZeros">How many are not 0.</param>
    internal static bool IsSparse(int rowSize, int nonZeros) => rowSize >= LeastSize && (long)nonZeros * SlotsPerValue <= rowSize;

    /// <summary>Writes all values of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="values">Receives the values.</param>
    internal static void Spread(InputRow row, Span<float> values)
    {
        if (!row.IsSparse)
        {
            row.Values.CopyTo(values);
            return;
        }

        values.Clear();
        for (var i = 0; i < row.Indices.Length; i++)
        {
            values[row.Indices[i]] = row.Values[i];
        }
    }
}
