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
    internal static readonly FilterSum<TWidth, TVector> Instance = new();

    internal override int LaneCount => TWidth.LaneCount;

    internal override void Compute(
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> bias,
        ReadOnlySpan<float> image,
        ReadOnlySpan<int> places,
        int lastPlace,
        int count,
        Span<float> sums,
        int length)
    {
        var lanes = TWidth.LaneCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(weights.Length, places.Length * BlockSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(bias.Length, BlockSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(sums.Length, BlockSize * length);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, count);
        ArgumentOutOfRangeException.ThrowIfLessThan(image.Length, lastPlace + count + TileWidth - 1);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var start = ref MemoryMarshal.GetReference(image);
        ref var sum = ref MemoryMarshal.GetReference(sums);
        var first = 0;
        for (; count - first > (VectorsPerTile - 1) * lanes && !IsFourVectors(count - first); first += VectorsPerTile * lanes)
        {
            ComputeTile(ref weight, bias, ref Unsafe.Add(ref start, first), places, ref Unsafe.Add(ref sum, first), length);
        }

        // Of four registers that are left, three and one would take longer than two and two: a single one waits for its own sums.
        for (; count - first > lanes; first += 2 * lanes)
        {
            ComputePair(ref weight, bias, ref Unsafe.Add(ref start, first), places, ref Unsafe.Add(ref sum, first), length);
        }

        if (first < count)
        {
            ComputeVector(ref weight, bias, ref Unsafe.Add(ref start, first), places, ref Unsafe.Add(ref sum, first), length);
        }
    }

    private static bool IsFourVectors(int count) =>
        count > VectorsPerTile * TWidth.LaneCount && count <= (VectorsPerTile + 1) * TWidth.LaneCount;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputeTile(
        ref float weight, ReadOnlySpan<float> bias, ref float pixel, ReadOnlySpan<int> places, ref float sums, int length)
    {
        var lanes = TWidth.LaneCount;
        var sum00 = TWidth.Broadcast(bias[0]);
        var sum01 = sum00;
        var sum02 = sum00;
        var sum10 = TWidth.Broadcast(bias[1]);
        var sum11 = sum10;
        var sum12 = sum10;
        var sum20 = TWidth.Broadcast(bias[2]);
        var sum21 = sum20;
        var sum22 = sum20;
        var sum30 = TWidth.Broadcast(bias[3]);
        var sum31 = sum30;
        var sum32 = sum30;
        foreach (var place in places)
        {
            ref var row = ref Unsafe.Add(ref pixel, place);
            var left = TWidth.Load(ref row, 0);
            var middle = TWidth.Load(ref row, lanes);
            var right = TWidth.Load(ref row, 2 * lanes);
            var weight0 = TWidth.Broadcast(weight);
            sum00 = TWidth.MultiplyAdd(left, weight0, sum00);
            sum01 = TWidth.MultiplyAdd(middle, weight0, sum01);
            sum02 = TWidth.MultiplyAdd(right, weight0, sum02);
            var weight1 = TWidth.Broadcast(Unsafe.Add(ref weight, 1));
            sum10 = TWidth.MultiplyAdd(left, weight1, sum10);
            sum11 = TWidth.MultiplyAdd(middle, weight1, sum11);
            sum12 = TWidth.MultiplyAdd(right, weight1, sum12);
            var weight2 = TWidth.Broadcast(Unsafe.Add(ref weight, 2));
            sum20 = TWidth.MultiplyAdd(left, weight2, sum20);
            sum21 = TWidth.MultiplyAdd(middle, weight2, sum21);
            sum22 = TWidth.MultiplyAdd(right, weight2, sum22);
            var weight3 = TWidth.Broadcast(Unsafe.Add(ref weight, 3));
            sum30 = TWidth.MultiplyAdd(left, weight3, sum30);
            sum31 = TWidth.MultiplyAdd(middle, weight3, sum31);
            sum32 = TWidth.MultiplyAdd(right, weight3, sum32);
            weight = ref Unsafe.Add(ref weight, BlockSize);
        }

        TWidth.Store(sum00, ref sums, 0);
        TWidth.Store(sum01, ref sums, lanes);
        TWidth.Store(sum02, ref sums, 2 * lanes);
        TWidth.Store(sum10, ref sums, length);
        TWidth.Store(sum11, ref sums, length + lanes);
        TWidth.Store(sum12, ref sums, length + (2 * lanes));
        TWidth.Store(sum20, ref sums, 2 * length);
        TWidth.Store(sum21, ref sums, (2 * length) + lanes);
        TWidth.Store(sum22, ref sums, (2 * length) + (2 * lanes));
        TWidth.Store(sum30, ref sums, 3 * length);
        TWidth.Store(sum31, ref sums, (3 * length) + lanes);
        TWidth.Store(sum32, ref sums, (3 * length) + (2 * lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputePair(
        ref float weight, ReadOnlySpan<float> bias, ref float pixel, ReadOnlySpan<int> places, ref float sums, int length)
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
        foreach (var place in places)
        {
            ref var row = ref Unsafe.Add(ref pixel, place);
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
            weight = ref Unsafe.Add(ref weight, BlockSize);
        }

        TWidth.Store(sum00, ref sums, 0);
        TWidth.Store(sum01, ref sums, lanes);
        TWidth.Store(sum10, ref sums, length);
        TWidth.Store(sum11, ref sums, length + lanes);
        TWidth.Store(sum20, ref sums, 2 * length);
        TWidth.Store(sum21, ref sums, (2 * length) + lanes);
        TWidth.Store(sum30, ref sums, 3 * length);
        TWidth.Store(sum31, ref sums, (3 * length) + lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputeVector(
        ref float weight, ReadOnlySpan<float> bias, ref float pixel, ReadOnlySpan<int> places, ref float sums, int length)
    {
        var sum0 = TWidth.Broadcast(bias[0]);
        var sum1 = TWidth.Broadcast(bias[1]);
        var sum2 = TWidth.Broadcast(bias[2]);
        var sum3 = TWidth.Broadcast(bias[3]);
        foreach (var place in places)
        {
            ref var row = ref Unsafe.Add(ref pixel, place);
            var values = TWidth.Load(ref row, 0);
            sum0 = TWidth.MultiplyAdd(values, TWidth.Broadcast(weight), sum0);
            sum1 = TWidth.MultiplyAdd(values, TWidth.Broadcast(Unsafe.Add(ref weight, 1)), sum1);
            sum2 = TWidth.MultiplyAdd(values, TWidth.Broadcast(Unsafe.Add(ref weight, 2)), sum2);
            sum3 = TWidth.MultiplyAdd(values, TWidth.Broadcast(Unsafe.Add(ref weight, 3)), sum3);
            weight = ref Unsafe.Add(ref weight, BlockSize);
        }

        TWidth.Store(sum0, ref sums, 0);
        TWidth.Store(sum1, ref sums, length);
        TWidth.Store(sum2, ref sums, 2 * length);
        TWidth.Store(sum3, ref sums, 3 * length);
    }
}
