using AutoEncoderTool.Writing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AutoEncoderTool.Scoring;

/// <summary>The values of an output of one type.</summary>
internal sealed class OutputValues<T> : OutputValues
{
    private readonly Action<T, CsvText> _write;
    private readonly ValueGetter<T>? _getValue;
    private readonly ValueGetter<VBuffer<T>>? _getVector;
    private VBuffer<T> _vector;
    private T[] _values = [];

    internal OutputValues(DataViewRow row, DataViewSchema.Column column, Action<T, CsvText> write)
    {
        _write = write;
        if (column.Type is VectorDataViewType vector)
        {
            Width = vector.Size;
            _getVector = row.GetGetter<VBuffer<T>>(column);
        }
        else
        {
            Width = 1;
            _getValue = row.GetGetter<T>(column);
        }
    }

    internal override int Width { get; }

    internal override Type ValueType => typeof(T);

    internal override void SetCapacity(int rowCount)
    {
        if (_values.Length < rowCount * Width)
        {
            _values = new T[rowCount * Width];
        }
    }

    internal override void Read(int row)
    {
        if (_getValue is not null)
        {
            _getValue(ref _values[row]);
            return;
        }

        _getVector!(ref _vector);
        _vector.CopyTo(_values.AsSpan(row * Width, Width));
    }

    internal override void Write(int row, CsvText text)
    {
        foreach (ref readonly var value in _values.AsSpan(row * Width, Width))
        {
            _write(value, text);
        }
    }

    internal override Array CopySlot(int slot, int rowCount)
    {
        var values = new T[rowCount];
        for (var row = 0; row < rowCount; row++)
        {
            values[row] = _values[(row * Width) + slot];
        }

        return values;
    }
}
