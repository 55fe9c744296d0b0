namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Numbers of 16 bits, as files of weights hold them, made floats: without a loss.</summary>
internal static class HalfNumbers
{
    /// <param name="bits">IEEE 754 binary16: 5 bits of exponent, 10 of fraction.</param>
    internal static float[] FromFloat16(ReadOnlySpan<ushort> bits)
    {
        var values = new float[bits.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)BitConverter.UInt16BitsToHalf(bits[i]);
        }

        return values;
    }

    /// <param name="bits">The upper half of a float.</param>
    internal static float[] FromBrainFloat16(ReadOnlySpan<ushort> bits)
    {
        var values = new float[bits.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BitConverter.UInt32BitsToSingle((uint)bits[i] << 16);
        }

        return values;
    }
}
