using System.Runtime.Intrinsics;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The kernel of a dense layer: adds rows of the weights, each multiplied by a value, to the sums of the outputs.</summary>
/// <remarks>
/// Each output is a chain of its own, in the order of the inputs. So the bits depend neither on the width of the registers nor on
/// what is computed at the same time.
/// </remarks>
internal abstract class WeightedSum
{
    private static readonly WeightedSum[] NarrowestFirst =
    [
        new WeightedSum<ScalarWidth, float>(),
        new WeightedSum<Width128, Vector128<float>>(),
        new WeightedSum<Width256, Vector256<float>>(),
        new WeightedSum<Width512, Vector512<float>>(),
    ];

    /// <summary>The width of the widest registers that this machine is good at.</summary>
    internal static int HardwareLaneCount { get; } =
        Vector512.IsHardwareAccelerated ? Vector512<float>.Count
        : Vector256.IsHardwareAccelerated ? Vector256<float>.Count
        : Vector128.IsHardwareAccelerated ? Vector128<float>.Count
        : 1;

    /// <summary>How many values a register holds.</summary>
    internal abstract int LaneCount { get; }

    /// <summary>The narrowest kernel whose registers hold all outputs, or the widest that is allowed.</summary>
    internal static WeightedSum Choose(int outputCount, int maximumLaneCount)
    {
        var allowed = Array.FindAll(NarrowestFirst, kernel => kernel.LaneCount <= maximumLaneCount);
        return Array.Find(allowed, kernel => kernel.LaneCount >= outputCount) ?? allowed[^1];
    }

    /// <param name="weights">One row per input, each as long as <paramref name="sums"/>.</param>
    /// <param name="indices">The numbers of the rows.</param>
    /// <param name="values">What each of these rows is multiplied by.</param>
    /// <param name="sums">The sums, a multiple of <see cref="LaneCount"/>.</param>
    internal abstract void Add(ReadOnlySpan<float> weights, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> sums);
}
