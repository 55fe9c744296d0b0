using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A row with an array of its own: all values, or the indices of some and then these.</summary>
/// <param name="Values">Null: the row is somewhere else.</param>
/// <param name="Count">How many values of a sparse row there are; −1 for a dense row.</param>
internal readonly record struct StoredRow(float[]? Values, int Count)
{
    // The header of an array, its length, and what refers to it.
    private const int BytesPerArray = 40;

    internal bool IsSparse => Values is not null && Count >= 0;

    internal long ByteCount => BytesPerArray + ((long)(Values?.Length ?? 0) * sizeof(float));

    /// <summary>Indices of a sparse row, in ascending order.</summary>
    internal Span<int> Indices => MemoryMarshal.Cast<float, int>(Values.AsSpan(0, Count));

    internal Span<float> SparseValues => Values.AsSpan(Count, Count);

    internal InputRow Sparse => new(Indices, SparseValues);

    /// <summary>A copy of a row, in the same array where it has room.</summary>
    internal StoredRow With(InputRow row)
    {
        var length = row.IsSparse ? 2 * row.Values.Length : row.Values.Length;
        // A dense row has the whole array.
        var array = Values is not null && (row.IsSparse ? Values.Length >= length : Values.Length == length)
            ? Values
            : GC.AllocateUninitializedArray<float>(length);
        var stored = new StoredRow(array, row.IsSparse ? row.Values.Length : -1);
        if (row.IsSparse)
        {
            row.Indices.CopyTo(stored.Indices);
            row.Values.CopyTo(stored.SparseValues);
        }
        else
        {
            row.Values.CopyTo(array);
        }

        return stored;
    }
}
