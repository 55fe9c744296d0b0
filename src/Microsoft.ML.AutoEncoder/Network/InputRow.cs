using System.Buffers;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The values of a row on their way to a kernel: all of them, or only some with their indices, the others being 0.</summary>
internal readonly ref struct InputRow
{
    /// <param name="values">All values.</param>
    internal InputRow(ReadOnlySpan<float> values) => Values = values;

    /// <param name="indices">The indices of the values in ascending order.</param>
    /// <param name="values">The values that may differ from 0.</param>
    internal InputRow(ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        Indices = indices;
        Values = values;
        IsSparse = true;
    }

    /// <summary>Whether <see cref="Values"/> leaves zeros out.</summary>
    internal bool IsSparse { get; }

    /// <summary>The indices of a sparse row's values; empty for a dense row.</summary>
    internal ReadOnlySpan<int> Indices { get; }

    internal ReadOnlySpan<float> Values { get; }

    public static implicit operator InputRow(ReadOnlySpan<float> values) => new(values);

    public static implicit operator InputRow(Span<float> values) => new(values);

    public static implicit operator InputRow(float[] values) => new(values);

    /// <summary>Copies the row with all its zeros.</summary>
    /// <param name="row">As long as the row is with its zeros.</param>
    internal void CopyTo(Span<float> row)
    {
        if (!IsSparse)
        {
            Values.CopyTo(row);
            return;
        }

        row.Clear();
        for (var i = 0; i < Indices.Length; i++)
        {
            row[Indices[i]] = Values[i];
        }
    }

    /// <summary>Computes something of the row with all its zeros.</summary>
    /// <param name="size">How many values that has.</param>
    /// <param name="output">Receives the result.</param>
    /// <param name="compute">Computes it.</param>
    internal void WithZeros(int size, Span<float> output, PlainKernel.Computation compute)
    {
        if (!IsSparse)
        {
            compute(Values, output);
            return;
        }

        var rented = ArrayPool<float>.Shared.Rent(size);
        CopyTo(rented.AsSpan(0, size));
        compute(rented.AsSpan(0, size), output);
        ArrayPool<float>.Shared.Return(rented);
    }
}
