using System.Numerics.Tensors;
using System.Runtime.InteropServices;

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

    // In sparse rows: how many there are, and in how many of them a slot is not 0.
    private readonly int[] _nonZeros = new int[rowSize];
    private int _sparseRows;

    internal float Minimum => Enumerable.Range(0, rowSize).Min(LeastOf);

    internal float Maximum => Enumerable.Range(0, rowSize).Max(GreatestOf);

    /// <summary>The part of the values that is not 0.</summary>
    internal double Density => 1 - ((double)_zeroCount / Math.Max(1, _valueCount));

    /// <summary>Whether somebody has scaled the slots, each to its greatest value: it is 1 in all of them that vary, and there are other
    /// values than 0 and 1.</summary>
    internal bool AreSlotsScaled
    {
        get
        {
            int[] varying = [.. Enumerable.Range(0, rowSize).Where(slot => !IsConstant(slot))];
            return varying.Length > 0
                && _zeroCount + _oneCount < _valueCount
                && Array.TrueForAll(
                    varying, slot => Math.Abs(Math.Max(GreatestOf(slot), -LeastOf(slot)) - 1) < RoundingTolerance);
        }
    }

    /// <summary>Whether a slot has the same value in all rows.</summary>
    internal bool IsConstant(int slot) => LeastOf(slot) == GreatestOf(slot);

    internal void Add(InputRow row)
    {
        _valueCount += rowSize;
        _zeroCount += row.Values.Count(0f);
        _oneCount += row.Values.Count(1f);
        if (row.IsSparse)
        {
            AddSparse(row.Indices, row.Values);
            return;
        }

        TensorPrimitives.Min(row.Values, _minima, _minima);
        TensorPrimitives.Max(row.Values, _maxima, _maxima);
    }

    /// <summary>What is known of some rows, for other processes.</summary>
    internal byte[] ToBytes() =>
    [
        .. MemoryMarshal.AsBytes<long>([_valueCount, _zeroCount, _oneCount, _sparseRows]),
        .. MemoryMarshal.AsBytes(_minima.AsSpan()),
        .. MemoryMarshal.AsBytes(_maxima.AsSpan()),
        .. MemoryMarshal.AsBytes(_nonZeros.AsSpan()),
    ];

    /// <summary>Adds what is known of other rows.</summary>
    /// <param name="bytes">What <see cref="ToBytes"/> has given.</param>
    internal void Add(byte[] bytes)
    {
        var counts = MemoryMarshal.Cast<byte, long>(bytes);
        (_valueCount, _zeroCount, _oneCount) = (_valueCount + counts[0], _zeroCount + counts[1], _oneCount + counts[2]);
        _sparseRows += (int)counts[3];
        var values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(4 * sizeof(long)));
        TensorPrimitives.Min(values[..rowSize], _minima, _minima);
        TensorPrimitives.Max(values.Slice(rowSize, rowSize), _maxima, _maxima);
        var nonZeros = MemoryMarshal.Cast<float, int>(values[(2 * rowSize)..]);
        for (var slot = 0; slot < rowSize; slot++)
        {
            _nonZeros[slot] += nonZeros[slot];
        }
    }

    private void AddSparse(ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        _sparseRows++;
        _zeroCount += rowSize - values.Length;
        for (var i = 0; i < indices.Length; i++)
        {
            var slot = indices[i];
            _minima[slot] = Math.Min(_minima[slot], values[i]);
            _maxima[slot] = Math.Max(_maxima[slot], values[i]);
            _nonZeros[slot]++;
        }
    }

    private float LeastOf(int slot) => _nonZeros[slot] < _sparseRows ? Math.Min(_minima[slot], 0f) : _minima[slot];

    private float GreatestOf(int slot) => _nonZeros[slot] < _sparseRows ? Math.Max(_maxima[slot], 0f) : _maxima[slot];

    private static float[] Filled(int length, float value)
    {
        var values = new float[length];
        Array.Fill(values, value);
        return values;
    }
}
