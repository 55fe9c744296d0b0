using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <inheritdoc/>
/// <typeparam name="TWidth">The operations on registers.</typeparam>
/// <typeparam name="TVector">What holds one register's values.</typeparam>
internal sealed partial class WeightedSum<TWidth, TVector> : WeightedSum
    where TWidth : struct, IVectorWidth<TVector>
    where TVector : struct
{
    // Enough independent chains to hide the latency of an addition, and few enough for the 16 registers that there are at least.
    private const int TileSize = 8;

    internal override int LaneCount => TWidth.LaneCount;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Add(ReadOnlySpan<float> weights, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> sums)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, indices.Length);
        var lanes = TWidth.LaneCount;
        var output = 0;
        for (; output + (TileSize * lanes) <= sums.Length; output += TileSize * lanes)
        {
            AddTile(weights, sums.Length, output, indices, values, sums.Slice(output, TileSize * lanes));
        }

        for (; output < sums.Length; output += lanes)
        {
            AddVector(weights, sums.Length, output, indices, values, sums.Slice(output, lanes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTile(
        ReadOnlySpan<float> weights, int rowLength, int output, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> sums)
    {
        var lanes = TWidth.LaneCount;
        ref var sum = ref MemoryMarshal.GetReference(sums);
        var sum0 = TWidth.Load(ref sum, 0);
        var sum1 = TWidth.Load(ref sum, lanes);
        var sum2 = TWidth.Load(ref sum, 2 * lanes);
        var sum3 = TWidth.Load(ref sum, 3 * lanes);
        var sum4 = TWidth.Load(ref sum, 4 * lanes);
        var sum5 = TWidth.Load(ref sum, 5 * lanes);
        var sum6 = TWidth.Load(ref sum, 6 * lanes);
        var sum7 = TWidth.Load(ref sum, 7 * lanes);
        for (var i = 0; i < indices.Length; i++)
        {
            ref var row = ref MemoryMarshal.GetReference(weights.Slice((indices[i] * rowLength) + output, TileSize * lanes));
            var value = TWidth.Broadcast(values[i]);
            sum0 = TWidth.MultiplyAdd(TWidth.Load(ref row, 0), value, sum0);
            sum1 = TWidth.MultiplyAdd(TWidth.Load(ref row, lanes), value, sum1);
            sum2 = TWidth.MultiplyAdd(TWidth.Load(ref row, 2 * lanes), value, sum2);
            sum3 = TWidth.MultiplyAdd(TWidth.Load(ref row, 3 * lanes), value, sum3);
            sum4 = TWidth.MultiplyAdd(TWidth.Load(ref row, 4 * lanes), value, sum4);
            sum5 = TWidth.MultiplyAdd(TWidth.Load(ref row, 5 * lanes), value, sum5);
            sum6 = TWidth.MultiplyAdd(TWidth.Load(ref row, 6 * lanes), value, sum6);
            sum7 = TWidth.MultiplyAdd(TWidth.Load(ref row, 7 * lanes), value, sum7);
        }

        TWidth.Store(sum0, ref sum, 0);
        TWidth.Store(sum1, ref sum, lanes);
        TWidth.Store(sum2, ref sum, 2 * lanes);
        TWidth.Store(sum3, ref sum, 3 * lanes);
        TWidth.Store(sum4, ref sum, 4 * lanes);
        TWidth.Store(sum5, ref sum, 5 * lanes);
        TWidth.Store(sum6, ref sum, 6 * lanes);
        TWidth.Store(sum7, ref sum, 7 * lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddVector(
        ReadOnlySpan<float> weights, int rowLength, int output, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> sums)
    {
        ref var sum = ref MemoryMarshal.GetReference(sums);
        var sum0 = TWidth.Load(ref sum, 0);
        for (var i = 0; i < indices.Length; i++)
        {
            ref var row = ref MemoryMarshal.GetReference(weights.Slice((indices[i] * rowLength) + output, TWidth.LaneCount));
            sum0 = TWidth.MultiplyAdd(TWidth.Load(ref row, 0), TWidth.Broadcast(values[i]), sum0);
        }

        TWidth.Store(sum0, ref sum, 0);
    }
}
