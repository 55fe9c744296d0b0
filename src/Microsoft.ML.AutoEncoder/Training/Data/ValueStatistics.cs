using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The range and the density of all values that are read.</summary>
internal sealed class ValueStatistics
{
    private long _valueCount;
    private long _zeroCount;

    internal float Minimum { get; private set; } = float.PositiveInfinity;

    internal float Maximum { get; private set; } = float.NegativeInfinity;

    /// <summary>The part of the values that is not 0.</summary>
    internal double Density => 1 - ((double)_zeroCount / Math.Max(1, _valueCount));

    internal void Add(ReadOnlySpan<float> row)
    {
        Minimum = Math.Min(Minimum, TensorPrimitives.Min(row));
        Maximum = Math.Max(Maximum, TensorPrimitives.Max(row));
        _valueCount += row.Length;
        _zeroCount += row.Count(0f);
    }
}
