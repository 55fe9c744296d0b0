using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Looks for infinities and NaN. All weights are looked through whenever a model is loaded.</summary>
internal static class FiniteNumbers
{
    private const uint AllButSign = 0x7fffffff;
    private const uint Infinity = 0x7f800000;

    /// <summary>Whether all values are finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool AreAll(ReadOnlySpan<float> values)
    {
        var greatest = 0u;
        foreach (var bits in MemoryMarshal.Cast<float, uint>(values))
        {
            greatest = Math.Max(greatest, bits & AllButSign);
        }

        // Infinity is above all numbers, and NaN above infinity.
        return greatest < Infinity;
    }
}
