using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The range and the density of all values that are read, and the range of each slot.</summary>
/// <param name="rowSize">The number of slots.</param>
internal sealed class ValueStatistics(int rowSize)
{
    private readonly float[] _minima = Filled(rowSize, float.PositiveInfinity);
    private readonly float[] _maxima = Filled(rowSize, float.NegativeInfinity);
    private long _valueCount;
    private long _zeroCount;

    internal float Minimum => TensorPrimitives.Min<float>(_minima);

    internal float Maximum => TensorPrimitives.Max<float>(_maxima);

    /// <summary>The part of the values that is not 0.</summary>
    internal double Density => 1 - ((double)_zeroCount / Math.Max(1, _valueCount));

    /// <summary>Whether a slot has the same value in all rows.</summary>
    internal bool IsConstant(int slot) => _minima[slot] == _maxima[slot];

    internal void Add(ReadOnlySpan<float> row)
    {
        TensorPrimitives.Min(row, _minima, _minima);
        TensorPrimitives.Max(row, _maxima, _maxima);
        _valueCount += row.Length;
        _zeroCount += row.Count(0f);
    }

    private static float[] Filled(int length, float value)
    {
        var values = new float[length];
        Array.Fill(values, value);
        return values;
    }
}
