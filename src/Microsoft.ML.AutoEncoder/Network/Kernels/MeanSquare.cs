using System.Runtime.Intrinsics;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The mean of squares, added up in an order that depends on nothing but the number of values. Library functions may
/// start at a cache line, so that their bits depend on where the values lie.</summary>
internal static class MeanSquare
{
    internal static float Of(ReadOnlySpan<float> values)
    {
        var sums = Vector512<float>.Zero;
        var i = 0;
        for (; i <= values.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var vector = Vector512.Create(values[i..]);
            sums = Vector512.MultiplyAddEstimate(vector, vector, sums);
        }

        var sum = Vector512.Sum(sums);
        for (; i < values.Length; i++)
        {
            sum += values[i] * values[i];
        }

        return sum / values.Length;
    }
}
