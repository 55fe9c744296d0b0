using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The kernel of a dense layer: adds rows of the weights, each multiplied by a value, to the sums of the outputs.</summary>
/// <remarks>
/// Each output is a chain of its own, in the order of the inputs. So the bits depend neither on the width of the registers nor on
/// what is computed at the same time.
/// </remarks>
internal abstract class WeightedSum
{
    /// <summary>How many rows <see cref="AddTogether"/> takes at once.</summary>
    internal const int RowsAtOnce = 6;

    /// <summary>How many registers of outputs of one row are computed at once: enough independent chains to hide the latency of an
    /// addition, and few enough for the 16 registers that there are at least.</summary>
    internal const int VectorsAtOnce = 8;

    /// <summary>The width of the widest registers that this machine is good at.</summary>
    internal static int HardwareLaneCount { get; } =
        Vector512.IsHardwareAccelerated ? Vector512<float>.Count
        : Vector256.IsHardwareAccelerated ? Vector256<float>.Count
        : Vector128.IsHardwareAccelerated ? Vector128<float>.Count
        : 1;

    /// <summary>How many values a register holds.</summary>
    internal abstract int LaneCount { get; }

    /// <summary>The narrowest kernel whose registers hold all outputs, or the widest that is allowed.</summary>
    internal static WeightedSum Choose(int outputCount, int maximumLaneCount) => Of(LaneCounts.Holding(outputCount, maximumLaneCount));

    /// <summary>The widest kernel that is allowed and whose registers the outputs fill.</summary>
    internal static WeightedSum ChooseDividing(int outputCount, int maximumLaneCount) =>
        Of(LaneCounts.Dividing(outputCount, maximumLaneCount));

    /// <param name="weights">One row per input, each as long as <paramref name="sums"/>.</param>
    /// <param name="indices">The numbers of the rows.</param>
    /// <param name="values">What each of these rows is multiplied by.</param>
    /// <param name="sums">The sums, a multiple of <see cref="LaneCount"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Add(ReadOnlySpan<float> weights, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> sums)
    {
        var rowCount = weights.Length / sums.Length;
        foreach (var index in indices)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)rowCount);
        }

        AddUnchecked(weights, indices, values, sums);
    }

    /// <summary>The same where the caller knows that there are such rows: nothing checks it.</summary>
    /// <inheritdoc cref="Add"/>
    internal void AddUnchecked(ReadOnlySpan<float> weights, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> sums)
    {
        var (count, start) = (indices.Length, 0);
        AddEach(weights, sums.Length, new(in count), indices, values, sums, new(in start));
    }

    /// <summary>Adds to the sums of one row after the other what <see cref="Add"/> adds to each.</summary>
    /// <param name="weights">One row per input.</param>
    /// <param name="width">How long each is, a multiple of <see cref="LaneCount"/>.</param>
    /// <param name="counts">How many indices each row has.</param>
    /// <param name="indices">The indices of the first row, then those of the second, and so on. Nothing checks that there are such
    /// weights.</param>
    /// <param name="values">The values in the same order.</param>
    /// <param name="sums">Has the sums.</param>
    /// <param name="sumStarts">Where those of each row begin.</param>
    internal abstract void AddEach(
        ReadOnlySpan<float> weights,
        int width,
        ReadOnlySpan<int> counts,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<float> values,
        Span<float> sums,
        ReadOnlySpan<int> sumStarts);

    /// <summary>Adds to the sums of several rows what <see cref="Add"/> adds to each, in the same order: each weight is loaded once for
    /// <see cref="RowsAtOnce"/> rows.</summary>
    /// <param name="weights">One row per input.</param>
    /// <param name="width">How long each is, a multiple of <see cref="LaneCount"/>.</param>
    /// <param name="count">How many inputs.</param>
    /// <param name="values">Has the values of the inputs.</param>
    /// <param name="valueStarts">Where those of each row begin.</param>
    /// <param name="sums">Has the sums.</param>
    /// <param name="sumStarts">Where those of each row begin; their number is a multiple of <see cref="RowsAtOnce"/>.</param>
    internal abstract void AddTogether(
        ReadOnlySpan<float> weights,
        int width,
        int count,
        ReadOnlySpan<float> values,
        ReadOnlySpan<int> valueStarts,
        Span<float> sums,
        ReadOnlySpan<int> sumStarts);

    // Each width is code of its own: that of the other widths is not even loaded.
    private static WeightedSum Of(int laneCount) => laneCount switch
    {
        1 => WeightedSum<ScalarWidth, float>.Instance,
        4 => WeightedSum<Width128, Vector128<float>>.Instance,
        8 => WeightedSum<Width256, Vector256<float>>.Instance,
        _ => WeightedSum<Width512, Vector512<float>>.Instance,
    };
}
