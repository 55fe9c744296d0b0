using System.Buffers;
using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Random numbers that depend on nothing but a key, such as that of a row in a training step: whoever asks,
/// they are the same.</summary>
internal struct RowRandom
{
    private const float UnitOfLast24Bits = 1f / (1 << 24);

    private ulong _state;

    internal RowRandom(ulong key) => _state = key;

    /// <summary>Fills with values that are evenly distributed in [0, 1).</summary>
    internal void FillUniform(Span<float> values)
    {
        for (var i = 0; i + 1 < values.Length; i += 2)
        {
            var bits = NextBits();
            values[i] = (bits >> 40) * UnitOfLast24Bits;
            values[i + 1] = ((uint)(bits >> 8) & 0xFFFFFF) * UnitOfLast24Bits;
        }

        if (values.Length % 2 != 0)
        {
            values[^1] = (NextBits() >> 40) * UnitOfLast24Bits;
        }
    }

    /// <summary>One of the values that <see cref="FillUniform"/> would give if it came next.</summary>
    /// <param name="index">The number of the value, from 0.</param>
    internal readonly float UniformAt(int index)
    {
        var bits = SplitMix64.Mix(unchecked(_state + ((ulong)((index / 2) + 1) * SplitMix64.GoldenRatio)));
        return (index % 2 == 0 ? bits >> 40 : (uint)(bits >> 8) & 0xFFFFFF) * UnitOfLast24Bits;
    }

    /// <summary>Fills with values that have the standard normal distribution (Box and Muller, "A Note on the Generation of Random Normal
    /// Deviates", 1958).</summary>
    internal void FillGaussian(Span<float> values)
    {
        var half = (values.Length + 1) / 2;
        var rented = ArrayPool<float>.Shared.Rent(4 * half);
        var radii = rented.AsSpan(0, half);
        var angles = rented.AsSpan(half, half);
        FillUniform(radii);
        TensorPrimitives.Subtract(1f, radii, radii); // in (0, 1], where the logarithm is finite
        TensorPrimitives.Log(radii, radii);
        TensorPrimitives.Multiply(radii, -2f, radii);
        TensorPrimitives.Sqrt(radii, radii);
        FillUniform(angles);
        TensorPrimitives.Multiply(angles, 2 * MathF.PI, angles);
        var sines = rented.AsSpan(2 * half, half);
        var cosines = rented.AsSpan(3 * half, half);
        TensorPrimitives.SinCos(angles, sines, cosines);
        TensorPrimitives.Multiply(radii, cosines, values[..half]);
        TensorPrimitives.Multiply(radii[..(values.Length - half)], sines[..(values.Length - half)], values[half..]);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Fills with −1 and 1, each as often as the other.</summary>
    internal void FillSigns(Span<float> values)
    {
        for (var i = 0; i < values.Length;)
        {
            for (var bits = NextBits() | (1UL << 63); bits != 1 && i < values.Length; bits >>= 1, i++)
            {
                values[i] = (bits & 1) == 0 ? -1f : 1f;
            }
        }
    }

    /// <summary>Numbers for another use of the same row, which have nothing to do with these.</summary>
    /// <param name="use">The number of the use; 0 stands for this one.</param>
    internal readonly RowRandom Fork(int use) => use == 0 ? this : new(SplitMix64.Mix(_state ^ ((ulong)use << 32)));

    private ulong NextBits() => SplitMix64.Mix(unchecked(_state += SplitMix64.GoldenRatio));
}
