using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <inheritdoc/>
/// <typeparam name="TWidth">The operations on registers.</typeparam>
/// <typeparam name="TVector">What holds one register's values.</typeparam>
internal sealed class FilterSum<TWidth, TVector> : FilterSum
    where TWidth : struct, IVectorWidth<TVector>
    where TVector : struct
{
    internal override int TileWidth => 2 * TWidth.LaneCount;

    internal override void Compute(
        ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, ReadOnlySpan<float> rows, int width, Span<float> sums)
    {
        var depth = weights.Length / BlockSize;
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.Length, depth * width);
        ArgumentOutOfRangeException.ThrowIfLessThan(sums.Length, BlockSize * width);
        ArgumentOutOfRangeException.ThrowIfLessThan(bias.Length, BlockSize);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var row = ref MemoryMarshal.GetReference(rows);
        if (width == TWidth.LaneCount)
        {
            ComputeVector(ref weight, bias, ref row, depth, ref MemoryMarshal.GetReference(sums));
        }
        else
        {
            ComputeTile(ref weight, bias, ref row, depth, ref MemoryMarshal.GetReference(sums));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputeTile(ref float weight, ReadOnlySpan<float> bias, ref float row, int depth, ref float sums)
    {
        var lanes = TWidth.LaneCount;
        var sum00 = TWidth.Broadcast(bias[0]);
        var sum01 = sum00;
        var sum10 = TWidth.Broadcast(bias[1]);
        var sum11 = sum10;
        var sum20 = TWidth.Broadcast(bias[2]);
        var sum21 = sum20;
        var sum30 = TWidth.Broadcast(bias[3]);
        var sum31 = sum30;
        for (var i = 0; i < depth; i++)
        {
            var left = TWidth.Load(ref row, 0);
            var right = TWidth.Load(ref row, lanes);
            var weight0 = TWidth.Broadcast(weight);
            sum00 = TWidth.MultiplyAdd(left, weight0, sum00);
            sum01 = TWidth.MultiplyAdd(right, weight0, sum01);
            var weight1 = TWidth.Broadcast(Unsafe.Add(ref weight, 1));
            sum10 = TWidth.MultiplyAdd(left, weight1, sum10);
            sum11 = TWidth.MultiplyAdd(right, weight1, sum11);
            var weight2 = TWidth.Broadcast(Unsafe.Add(ref weight, 2));
            sum20 = TWidth.MultiplyAdd(left, weight2, sum20);
            sum21 = TWidth.MultiplyAdd(right, weight2, sum21);
            var weight3 = TWidth.Broadcast(Unsafe.Add(ref weight, 3));
            sum30 = TWidth.MultiplyAdd(left, weight3, sum30);
            sum31 = TWidth.MultiplyAdd(right, weight3, sum31);
            row = ref Unsafe.Add(ref row, 2 * lanes);
            weight = ref Unsafe.Add(ref weight, BlockSize);
        }

        TWidth.Store(sum00, ref sums, 0);
        TWidth.Store(sum01, ref sums, lanes);
        TWidth.Store(sum10, ref sums, 2 * lanes);
        TWidth.Store(sum11, ref sums, 3 * lanes);
        TWidth.Store(sum20, ref sums, 4 * lanes);
        TWidth.Store(sum21, ref sums, 5 * lanes);
        TWidth.Store(sum30, ref sums, 6 * lanes);
        TWidth.Store(sum31, ref sums, 7 * lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputeVector(ref float weight, ReadOnlySpan<float> bias, ref float row, int depth, ref float sums)
    {
        var lanes = TWidth.LaneCount;
        var sum0 = TWidth.Broadcast(bias[0]);
        var sum1 = TWidth.Broadcast(bias[1]);
        var sum2 = TWidth.Broadcast(bias[2]);
        var sum3 = TWidth.Broadcast(bias[3]);
        for (var i = 0; i < depth; i++)
        {
            var values = TWidth.Load(ref row, 0);
            sum0 = TWidth.MultiplyAdd(values, TWidth.Broadcast(weight), sum0);
            sum1 = TWidth.MultiplyAdd(values, TWidth.Broadcast(Unsafe.Add(ref weight, 1)), sum1);
            sum2 = TWidth.MultiplyAdd(values, TWidth.Broadcast(Unsafe.Add(ref weight, 2)), sum2);
            sum3 = TWidth.MultiplyAdd(values, TWidth.Broadcast(Unsafe.Add(ref weight, 3)), sum3);
            row = ref Unsafe.Add(ref row, lanes);
            weight = ref Unsafe.Add(ref weight, BlockSize);
        }

        TWidth.Store(sum0, ref sums, 0);
        TWidth.Store(sum1, ref sums, lanes);
        TWidth.Store(sum2, ref sums, 2 * lanes);
        TWidth.Store(sum3, ref sums, 3 * lanes);
    }
}
