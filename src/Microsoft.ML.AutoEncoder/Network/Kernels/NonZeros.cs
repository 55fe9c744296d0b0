using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Picks out the values that contribute to a sum: all but zeros. NaN is not zero.</summary>
internal static class NonZeros
{
    /// <summary>For each set of places of a vector, given as bits: the places, one after the other, and then anything.</summary>
    private static readonly int[] Places =
    [
        0, 0, 0, 0,
        0, 0, 0, 0,
        1, 0, 0, 0,
        0, 1, 0, 0,
        2, 0, 0, 0,
        0, 2, 0, 0,
        1, 2, 0, 0,
        0, 1, 2, 0,
        3, 0, 0, 0,
        0, 3, 0, 0,
        1, 3, 0, 0,
        0, 1, 3, 0,
        2, 3, 0, 0,
        0, 2, 3, 0,
        1, 2, 3, 0,
        0, 1, 2, 3,
    ];

    /// <summary>Whether none of the values is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool AreAll(ReadOnlySpan<float> values)
    {
        ref var value = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            if (Vector256.EqualsAny(Vector256.LoadUnsafe(ref value, (nuint)i), Vector256<float>.Zero))
            {
                return false;
            }
        }

        for (; i < values.Length; i++)
        {
            if (values[i] == 0f)
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="row">The row.</param>
    /// <param name="start">The number of the first of its values that is looked at.</param>
    /// <param name="length">How many are looked at.</param>
    /// <param name="foundIndices">Receives the indices of those that are not zero; <paramref name="length"/> at least.</param>
    /// <param name="foundValues">Receives their values; <paramref name="length"/> at least.</param>
    /// <returns>How many there are.</returns>
    internal static int Collect(in InputRow row, int start, int length, Span<int> foundIndices, Span<float> foundValues) => row.IsSparse
        ? Collect(row.Indices.Slice(start, length), row.Values.Slice(start, length), foundIndices, foundValues)
        : Collect(row.Values.Slice(start, length), start, foundIndices, foundValues);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Collect(ReadOnlySpan<float> values, int firstIndex, Span<int> foundIndices, Span<float> foundValues)
    {
        // Once for all, because the loops below are checked no more: what is found is never more than what was looked at.
        ref var index = ref MemoryMarshal.GetReference(foundIndices[..values.Length]);
        ref var found = ref MemoryMarshal.GetReference(foundValues[..values.Length]);
        ref var value = ref MemoryMarshal.GetReference(values);
        ref var places = ref MemoryMarshal.GetArrayDataReference(Places);
        var indices = Vector128.CreateSequence(firstIndex, 1);
        var count = 0;
        var i = 0;
        for (; i <= values.Length - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            var vector = Vector128.LoadUnsafe(ref value, (nuint)i);
            var bits = ~Vector128.Equals(vector, Vector128<float>.Zero).ExtractMostSignificantBits() & 0xf;
            // All are stored: what is too much, what comes next overwrites.
            var chosen = Vector128.LoadUnsafe(ref places, bits * 4);
            Vector128.ShuffleNative(vector, chosen).StoreUnsafe(ref found, (nuint)count);
            Vector128.ShuffleNative(indices, chosen).StoreUnsafe(ref index, (nuint)count);
            count += BitOperations.PopCount(bits);
            indices += Vector128.Create(Vector128<int>.Count);
        }

        for (; i < values.Length; i++)
        {
            if (values[i] != 0f)
            {
                Unsafe.Add(ref index, count) = firstIndex + i;
                Unsafe.Add(ref found, count++) = values[i];
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
