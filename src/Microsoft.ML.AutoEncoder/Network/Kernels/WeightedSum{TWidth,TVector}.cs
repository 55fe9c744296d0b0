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
    internal static readonly WeightedSum<TWidth, TVector> Instance = new();

    internal override int LaneCount => TWidth.LaneCount;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void AddEach(
        ReadOnlySpan<float> weights,
        int width,
        ReadOnlySpan<int> counts,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<float> values,
        Span<float> sums,
        ReadOnlySpan<int> sumStarts)
    {
        nint lanes = TWidth.LaneCount;
        nint rowLength = width;
        ref var first = ref MemoryMarshal.GetReference(weights);
        for (var row = 0; row < counts.Length; row++)
        {
            nint count = counts[row];
            ref var sum = ref MemoryMarshal.GetReference(sums.Slice(sumStarts[row], width));
            ref var index0 = ref MemoryMarshal.GetReference(indices[..(int)count]);
            ref var value0 = ref MemoryMarshal.GetReference(values[..(int)count]);
            nint output = 0;
            for (; output + (VectorsAtOnce * lanes) <= rowLength; output += VectorsAtOnce * lanes)
            {
                ref var column = ref Unsafe.Add(ref first, output);
                var sum0 = TWidth.Load(ref sum, output);
                var sum1 = TWidth.Load(ref sum, output + lanes);
                var sum2 = TWidth.Load(ref sum, output + (2 * lanes));
                var sum3 = TWidth.Load(ref sum, output + (3 * lanes));
                var sum4 = TWidth.Load(ref sum, output + (4 * lanes));
                var sum5 = TWidth.Load(ref sum, output + (5 * lanes));
                var sum6 = TWidth.Load(ref sum, output + (6 * lanes));
                var sum7 = TWidth.Load(ref sum, output + (7 * lanes));
                for (nint i = 0; i < count; i++)
                {
                    ref var weight = ref Unsafe.Add(ref column, Unsafe.Add(ref index0, i) * rowLength);
                    var value = TWidth.Broadcast(Unsafe.Add(ref value0, i));
                    sum0 = TWidth.MultiplyAdd(TWidth.Load(ref weight, 0), value, sum0);
                    sum1 = TWidth.MultiplyAdd(TWidth.Load(ref weight, lanes), value, sum1);
                    sum2 = TWidth.MultiplyAdd(TWidth.Load(ref weight, 2 * lanes), value, sum2);
                    sum3 = TWidth.MultiplyAdd(TWidth.Load(ref weight, 3 * lanes), value, sum3);
                    sum4 = TWidth.MultiplyAdd(TWidth.Load(ref weight, 4 * lanes), value, sum4);
                    sum5 = TWidth.MultiplyAdd(TWidth.Load(ref weight, 5 * lanes), value, sum5);
                    sum6 = TWidth.MultiplyAdd(TWidth.Load(ref weight, 6 * lanes), value, sum6);
                    sum7 = TWidth.MultiplyAdd(TWidth.Load(ref weight, 7 * lanes), value, sum7);
                }

                TWidth.Store(sum0, ref sum, output);
                TWidth.Store(sum1, ref sum, output + lanes);
                TWidth.Store(sum2, ref sum, output + (2 * lanes));
                TWidth.Store(sum3, ref sum, output + (3 * lanes));
                TWidth.Store(sum4, ref sum, output + (4 * lanes));
                TWidth.Store(sum5, ref sum, output + (5 * lanes));
                TWidth.Store(sum6, ref sum, output + (6 * lanes));
                TWidth.Store(sum7, ref sum, output + (7 * lanes));
            }

            for (; output < rowLength; output += lanes)
            {
                ref var column = ref Unsafe.Add(ref first, output);
                var sum0 = TWidth.Load(ref sum, output);
                for (nint i = 0; i < count; i++)
                {
                    ref var weight = ref Unsafe.Add(ref column, Unsafe.Add(ref index0, i) * rowLength);
                    sum0 = TWidth.MultiplyAdd(TWidth.Load(ref weight, 0), TWidth.Broadcast(Unsafe.Add(ref value0, i)), sum0);
                }

                TWidth.Store(sum0, ref sum, output);
            }

            indices = indices[(int)count..];
            values = values[(int)count..];
        }
    }
}
