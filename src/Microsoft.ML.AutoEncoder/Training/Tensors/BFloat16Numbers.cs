using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Numbers in bfloat16, the upper half of the bits of a <see cref="float"/>. Torch's memory holds them, and .NET has no type for
/// them.</summary>
internal static class BFloat16Numbers
{
    private const uint QuietNaN = 0x7FC0;

    /// <summary>Rounds to the nearest number, and halves to even ones, as Torch does.</summary>
    /// <param name="values">The values.</param>
    /// <param name="rounded">Receives as many numbers.</param>
    internal static void Round(ReadOnlySpan<float> values, Span<ushort> rounded)
    {
        var width = Vector<ushort>.Count;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values[..(values.Length - (values.Length % width))]);
        var roundedVectors = MemoryMarshal.Cast<ushort, Vector<ushort>>(rounded[..values.Length]);
        for (var i = 0; i < roundedVectors.Length; i++)
        {
            roundedVectors[i] = Vector.Narrow(Round(vectors[2 * i]), Round(vectors[(2 * i) + 1]));
        }

        for (var i = roundedVectors.Length * width; i < values.Length; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(values[i]);
            rounded[i] = (ushort)(float.IsNaN(values[i]) ? QuietNaN : (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
        }
    }

    /// <summary>The same numbers in single precision.</summary>
    /// <param name="rounded">The numbers.</param>
    /// <param name="values">Receives as many values.</param>
    internal static void Widen(ReadOnlySpan<ushort> rounded, Span<float> values)
    {
        var vectors = MemoryMarshal.Cast<ushort, Vector<ushort>>(rounded);
        var valueVectors = MemoryMarshal.Cast<float, Vector<uint>>(values);
        for (var i = 0; i < vectors.Length; i++)
        {
            Vector.Widen(vectors[i], out var low, out var high);
            valueVectors[2 * i] = low << 16;
            valueVectors[(2 * i) + 1] = high << 16;
        }

        for (var i = vectors.Length * Vector<ushort>.Count; i < rounded.Length; i++)
        {
            values[i] = Value(rounded[i]);
        }
    }

    /// <summary>Adds the numbers to values in single precision.</summary>
    /// <param name="rounded">The numbers.</param>
    /// <param name="sums">As many values, which are changed.</param>
    internal static void AddTo(ReadOnlySpan<ushort> rounded, Span<float> sums)
    {
        var vectors = MemoryMarshal.Cast<ushort, Vector<ushort>>(rounded);
        var sumVectors = MemoryMarshal.Cast<float, Vector<float>>(sums);
        for (var i = 0; i < vectors.Length; i++)
        {
            Vector.Widen(vectors[i], out var low, out var high);
            sumVectors[2 * i] += Vector.AsVectorSingle(low << 16);
            sumVectors[(2 * i) + 1] += Vector.AsVectorSingle(high << 16);
        }

        for (var i = vectors.Length * Vector<ushort>.Count; i < rounded.Length; i++)
        {
            sums[i] += Value(rounded[i]);
        }
    }

    private static float Value(ushort rounded) => BitConverter.UInt32BitsToSingle((uint)rounded << 16);

    private static Vector<uint> Round(Vector<float> values)
    {
        var bits = Vector.AsVectorUInt32(values);
        var rounded = (bits + new Vector<uint>(0x7FFF) + ((bits >>> 16) & Vector<uint>.One)) >>> 16;
        return Vector.ConditionalSelect(Vector.AsVectorUInt32(Vector.IsNaN(values)), new Vector<uint>(QuietNaN), rounded);
    }
}
