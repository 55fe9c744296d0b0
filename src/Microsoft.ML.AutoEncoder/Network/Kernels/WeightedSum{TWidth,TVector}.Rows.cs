using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <content>Several rows at once: twelve chains of additions, two weights and a value fill the 16 registers that there are at
/// least.</content>
internal sealed partial class WeightedSum<TWidth, TVector>
{
    /// <inheritdoc/>
    internal override void AddRows(
        ReadOnlySpan<float> weights,
        int width,
        ReadOnlySpan<float> values,
        ReadOnlySpan<int> valueStarts,
        int count,
        Span<float> sums,
        ReadOnlySpan<int> sumStarts)
    {
        var output = 0;
        for (; output + (2 * TWidth.LaneCount) <= width; output += 2 * TWidth.LaneCount)
        {
            AddTwoVectors(weights, width, output, values, valueStarts, count, sums, sumStarts);
        }

        if (output < width)
        {
            AddOneVector(weights, width, output, values, valueStarts, count, sums, sumStarts);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTwoVectors(
        ReadOnlySpan<float> weights,
        int width,
        int output,
        ReadOnlySpan<float> values,
        ReadOnlySpan<int> valueStarts,
        int count,
        Span<float> sums,
        ReadOnlySpan<int> sumStarts)
    {
        var lanes = TWidth.LaneCount;
        ref var row0 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[0], count));
        ref var row1 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[1], count));
        ref var row2 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[2], count));
        ref var row3 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[3], count));
        ref var row4 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[4], count));
        ref var row5 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[5], count));
        ref var end0 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[0] + output, 2 * lanes));
        ref var end1 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[1] + output, 2 * lanes));
        ref var end2 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[2] + output, 2 * lanes));
        ref var end3 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[3] + output, 2 * lanes));
        ref var end4 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[4] + output, 2 * lanes));
        ref var end5 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[5] + output, 2 * lanes));
        var sum00 = TWidth.Load(ref end0, 0);
        var sum01 = TWidth.Load(ref end0, lanes);
        var sum10 = TWidth.Load(ref end1, 0);
        var sum11 = TWidth.Load(ref end1, lanes);
        var sum20 = TWidth.Load(ref end2, 0);
        var sum21 = TWidth.Load(ref end2, lanes);
        var sum30 = TWidth.Load(ref end3, 0);
        var sum31 = TWidth.Load(ref end3, lanes);
        var sum40 = TWidth.Load(ref end4, 0);
        var sum41 = TWidth.Load(ref end4, lanes);
        var sum50 = TWidth.Load(ref end5, 0);
        var sum51 = TWidth.Load(ref end5, lanes);
        for (var i = 0; i < count; i++)
        {
            ref var weight = ref MemoryMarshal.GetReference(weights.Slice((i * width) + output, 2 * lanes));
            var weight0 = TWidth.Load(ref weight, 0);
            var weight1 = TWidth.Load(ref weight, lanes);
            var value0 = TWidth.Broadcast(Unsafe.Add(ref row0, i));
            sum00 = TWidth.MultiplyAdd(weight0, value0, sum00);
            sum01 = TWidth.MultiplyAdd(weight1, value0, sum01);
            var value1 = TWidth.Broadcast(Unsafe.Add(ref row1, i));
            sum10 = TWidth.MultiplyAdd(weight0, value1, sum10);
            sum11 = TWidth.MultiplyAdd(weight1, value1, sum11);
            var value2 = TWidth.Broadcast(Unsafe.Add(ref row2, i));
            sum20 = TWidth.MultiplyAdd(weight0, value2, sum20);
            sum21 = TWidth.MultiplyAdd(weight1, value2, sum21);
            var value3 = TWidth.Broadcast(Unsafe.Add(ref row3, i));
            sum30 = TWidth.MultiplyAdd(weight0, value3, sum30);
            sum31 = TWidth.MultiplyAdd(weight1, value3, sum31);
            var value4 = TWidth.Broadcast(Unsafe.Add(ref row4, i));
            sum40 = TWidth.MultiplyAdd(weight0, value4, sum40);
            sum41 = TWidth.MultiplyAdd(weight1, value4, sum41);
            var value5 = TWidth.Broadcast(Unsafe.Add(ref row5, i));
            sum50 = TWidth.MultiplyAdd(weight0, value5, sum50);
            sum51 = TWidth.MultiplyAdd(weight1, value5, sum51);
        }

        TWidth.Store(sum00, ref end0, 0);
        TWidth.Store(sum01, ref end0, lanes);
        TWidth.Store(sum10, ref end1, 0);
        TWidth.Store(sum11, ref end1, lanes);
        TWidth.Store(sum20, ref end2, 0);
        TWidth.Store(sum21, ref end2, lanes);
        TWidth.Store(sum30, ref end3, 0);
        TWidth.Store(sum31, ref end3, lanes);
        TWidth.Store(sum40, ref end4, 0);
        TWidth.Store(sum41, ref end4, lanes);
        TWidth.Store(sum50, ref end5, 0);
        TWidth.Store(sum51, ref end5, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddOneVector(
        ReadOnlySpan<float> weights,
        int width,
        int output,
        ReadOnlySpan<float> values,
        ReadOnlySpan<int> valueStarts,
        int count,
        Span<float> sums,
        ReadOnlySpan<int> sumStarts)
    {
        var lanes = TWidth.LaneCount;
        ref var row0 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[0], count));
        ref var row1 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[1], count));
        ref var row2 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[2], count));
        ref var row3 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[3], count));
        ref var row4 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[4], count));
        ref var row5 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[5], count));
        ref var end0 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[0] + output, 1 * lanes));
        ref var end1 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[1] + output, 1 * lanes));
        ref var end2 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[2] + output, 1 * lanes));
        ref var end3 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[3] + output, 1 * lanes));
        ref var end4 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[4] + output, 1 * lanes));
        ref var end5 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[5] + output, 1 * lanes));
        var sum00 = TWidth.Load(ref end0, 0);
        var sum10 = TWidth.Load(ref end1, 0);
        var sum20 = TWidth.Load(ref end2, 0);
        var sum30 = TWidth.Load(ref end3, 0);
        var sum40 = TWidth.Load(ref end4, 0);
        var sum50 = TWidth.Load(ref end5, 0);
        for (var i = 0; i < count; i++)
        {
            ref var weight = ref MemoryMarshal.GetReference(weights.Slice((i * width) + output, 1 * lanes));
            var weight0 = TWidth.Load(ref weight, 0);
            sum00 = TWidth.MultiplyAdd(weight0, TWidth.Broadcast(Unsafe.Add(ref row0, i)), sum00);
            sum10 = TWidth.MultiplyAdd(weight0, TWidth.Broadcast(Unsafe.Add(ref row1, i)), sum10);
            sum20 = TWidth.MultiplyAdd(weight0, TWidth.Broadcast(Unsafe.Add(ref row2, i)), sum20);
            sum30 = TWidth.MultiplyAdd(weight0, TWidth.Broadcast(Unsafe.Add(ref row3, i)), sum30);
            sum40 = TWidth.MultiplyAdd(weight0, TWidth.Broadcast(Unsafe.Add(ref row4, i)), sum40);
            sum50 = TWidth.MultiplyAdd(weight0, TWidth.Broadcast(Unsafe.Add(ref row5, i)), sum50);
        }

        TWidth.Store(sum00, ref end0, 0);
        TWidth.Store(sum10, ref end1, 0);
        TWidth.Store(sum20, ref end2, 0);
        TWidth.Store(sum30, ref end3, 0);
        TWidth.Store(sum40, ref end4, 0);
        TWidth.Store(sum50, ref end5, 0);
    }
}
