using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The range and the density of all values that are read, and the range of each slot.</summary>
/// <param name="rowSize">The number of slots.</param>
internal sealed class ValueStatistics(int rowSize)
{
    private const float RoundingTolerance = 1e-5f;

    private readonly float[] _minima = Filled(rowSize, float.PositiveInfinity);
    private readonly float[] _maxima = Filled(rowSize, float.NegativeInfinity);
    private long _valueCount;
    private long _zeroCount;
    private long _oneCount;

    internal float Minimum => TensorPrimitives.Min<float>(_minima);

    internal float Maximum => TensorPrimitives.Max<float>(_maxima);

    /// <summary>The part of the values that is not 0.</summary>
    internal double Density => 1 - ((double)_zeroCount / Math.Max(1, _valueCount));

    /// <summary>Whether somebody has scaled the slots, each to its greatest value: it is 1 in all of them that vary, and there are other
    /// values than 0 and 1.</summary>
    internal bool AreSlotsScaled
    {
        get
        {
            int[] varying = [.. Enumerable.Range(0, _maxima.Length).Where(slot => !IsConstant(slot))];
            return varying.Length > 0
                && _zeroCount + _oneCount < _valueCount
                && Array.TrueForAll(
                    varying, slot => Math.Abs(Math.Max(_maxima[slot], -_minima[slot]) - 1) < RoundingTolerance);
        }
    }

    /// <summary>Whether a slot has the same value in all rows.</summary>
    internal bool IsConstant(int slot) => _minima[slot] == _maxima[slot];

    internal void Add(ReadOnlySpan<float> row)
    {
        TensorPrimitives.Min(row, _minima, _minima);
        TensorPrimitives.Max(row, _maxima, _maxima);
        _valueCount += row.Length;
        _zeroCount += row.Count(0f);
        _oneCount += row.Count(1f);
    }

    private static float[] Filled(int length, float value)
    {
        var values = new float[length];
        Array.Fill(values, value);
        return values;
    }
}
