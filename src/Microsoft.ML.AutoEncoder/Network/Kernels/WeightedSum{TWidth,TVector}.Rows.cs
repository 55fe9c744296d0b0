using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <content>Several rows at once: twelve chains of additions, two weights and a value fill the 16 registers that there are at
/// least.</content>
internal sealed partial class WeightedSum<TWidth, TVector>
{
    /// <inheritdoc/>
    internal override void AddTogether(
        ReadOnlySpan<float> weights,
        int width,
        int count,
        ReadOnlySpan<float> values,
        ReadOnlySpan<int> valueStarts,
        Span<float> sums,
        ReadOnlySpan<int> sumStarts)
    {
        for (var row = 0; row < sumStarts.Length; row += RowsAtOnce)
        {
            AddSix(
                weights[..(count * width)],
                width,
                count,
                values,
                valueStarts.Slice(row, RowsAtOnce),
                sums,
                sumStarts.Slice(row, RowsAtOnce));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSix(
        ReadOnlySpan<float> weights,
        nint width,
        nint count,
        ReadOnlySpan<float> values,
        ReadOnlySpan<int> valueStarts,
        Span<float> sums,
        ReadOnlySpan<int> sumStarts)
    {
        nint lanes = TWidth.LaneCount;
        ref var first = ref MemoryMarshal.GetReference(weights);
        ref var row0 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[0], (int)count));
        ref var row1 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[1], (int)count));
        ref var row2 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[2], (int)count));
        ref var row3 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[3], (int)count));
        ref var row4 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[4], (int)count));
        ref var row5 = ref MemoryMarshal.GetReference(values.Slice(valueStarts[5], (int)count));
        ref var end0 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[0], (int)width));
        ref var end1 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[1], (int)width));
        ref var end2 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[2], (int)width));
        ref var end3 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[3], (int)width));
        ref var end4 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[4], (int)width));
        ref var end5 = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[5], (int)width));
        nint output = 0;
        for (; output + lanes < width; output += 2 * lanes)
        {
            var sum00 = TWidth.Load(ref end0, output);
            var sum01 = TWidth.Load(ref end0, output + lanes);
            var sum10 = TWidth.Load(ref end1, output);
            var sum11 = TWidth.Load(ref end1, output + lanes);
            var sum20 = TWidth.Load(ref end2, output);
            var sum21 = TWidth.Load(ref end2, output + lanes);
            var sum30 = TWidth.Load(ref end3, output);
            var sum31 = TWidth.Load(ref end3, output + lanes);
            var sum40 = TWidth.Load(ref end4, output);
            var sum41 = TWidth.Load(ref end4, output + lanes);
            var sum50 = TWidth.Load(ref end5, output);
            var sum51 = TWidth.Load(ref end5, output + lanes);
            ref var weight = ref Unsafe.Add(ref first, output);
            for (nint i = 0; i < count; i++)
            {
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
                weight = ref Unsafe.Add(ref weight, width);
            }

            TWidth.Store(sum00, ref end0, output);
            TWidth.Store(sum01, ref end0, output + lanes);
            TWidth.Store(sum10, ref end1, output);
            TWidth.Store(sum11, ref end1, output + lanes);
            TWidth.Store(sum20, ref end2, output);
            TWidth.Store(sum21, ref end2, output + lanes);
            TWidth.Store(sum30, ref end3, output);
            TWidth.Store(sum31, ref end3, output + lanes);
            TWidth.Store(sum40, ref end4, output);
            TWidth.Store(sum41, ref end4, output + lanes);
            TWidth.Store(sum50, ref end5, output);
            TWidth.Store(sum51, ref end5, output + lanes);
        }

        if (output < width)
        {
            var sum0 = TWidth.Load(ref end0, output);
            var sum1 = TWidth.Load(ref end1, output);
            var sum2 = TWidth.Load(ref end2, output);
            var sum3 = TWidth.Load(ref end3, output);
            var sum4 = TWidth.Load(ref end4, output);
            var sum5 = TWidth.Load(ref end5, output);
            ref var weight = ref Unsafe.Add(ref first, output);
            for (nint i = 0; i < count; i++)
            {
                var weight0 = TWidth.Load(ref weight, 0);
                sum0 = TWidth.MultiplyAdd(weight0, TWidth.Broadcast(Unsafe.Add(ref row0, i)), sum0);
                sum1 = TWidth.MultiplyAdd(weight0, TWidth.Broadcast(Unsafe.Add(ref row1, i)), sum1);
                sum2 = TWidth.MultiplyAdd(weight0, TWidth.Broadcast(Unsafe.Add(ref row2, i)), sum2);
                sum3 = TWidth.MultiplyAdd(weight0, TWidth.Broadcast(Unsafe.Add(ref row3, i)), sum3);
                sum4 = TWidth.MultiplyAdd(weight0, TWidth.Broadcast(Unsafe.Add(ref row4, i)), sum4);
                sum5 = TWidth.MultiplyAdd(weight0, TWidth.Broadcast(Unsafe.Add(ref row5, i)), sum5);
                weight = ref Unsafe.Add(ref weight, width);
            }

            TWidth.Store(sum0, ref end0, output);
            TWidth.Store(sum1, ref end1, output);
            TWidth.Store(sum2, ref end2, output);
            TWidth.Store(sum3, ref end3, output);
            TWidth.Store(sum4, ref end4, output);
            TWidth.Store(sum5, ref end5, output);
        }
    }
}
