using System.Numerics;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Picks out the values that contribute to a sum: all but zeros. NaN is not zero.</summary>
internal static class NonZeros
{
    /// <param name="row">The row.</param>
    /// <param name="start">The number of the first of its values that is looked at.</param>
    /// <param name="length">How many are looked at.</param>
    /// <param name="foundIndices">Receives the indices of those that are not zero; <paramref name="length"/> at least.</param>
    /// <param name="foundValues">Receives their values; <paramref name="length"/> at least.</param>
    /// <returns>How many there are.</returns>
    internal static int Collect(in InputRow row, int start, int length, Span<int> foundIndices, Span<float> foundValues) => row.IsSparse
        ? Collect(row.Indices.Slice(start, length), row.Values.Slice(start, length), foundIndices, foundValues)
        : Collect(row.Values.Slice(start, length), start, foundIndices, foundValues);

    private static int Collect(ReadOnlySpan<float> values, int firstIndex, Span<int> foundIndices, Span<float> foundValues)
    {
        var count = 0;
        var i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var vector = Vector256.Create(values[i..]);
            var bits = ~Vector256.Equals(vector, Vector256<float>.Zero).ExtractMostSignificantBits() & 0xff;
            if (bits == 0xff)
            {
                vector.CopyTo(foundValues[count..]);
                Vector256.CreateSequence(firstIndex + i, 1).CopyTo(foundIndices[count..]);
                count += Vector256<float>.Count;
                continue;
            }

            for (; bits != 0; bits &= bits - 1)
            {
                var position = i + BitOperations.TrailingZeroCount(bits);
                foundIndices[count] = firstIndex + position;
                foundValues[count++] = values[position];
            }
        }

        for (; i < values.Length; i++)
        {
            if (values[i] != 0f)
            {
                foundIndices[count] = firstIndex + i;
                foundValues[count++] = values[i];
            }
        }

        return count;
    }

    /// <summary>A sparse row's explicit values may be zeros, too.</summary>
    private static int Collect(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<int> foundIndices, Span<float> foundValues)
    {
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != 0f)
            {
                foundIndices[count] = indices[i];
                foundValues[count++] = values[i];
            }
        }

        return count;
    }
}
