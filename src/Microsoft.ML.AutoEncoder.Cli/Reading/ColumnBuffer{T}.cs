using AutoEncoderTool.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AutoEncoderTool.Reading;

/// <summary>The values of a column of one type, row after row.</summary>
internal abstract class ColumnBuffer<T>(DataViewType type, int size) : ColumnBuffer
{
    private T[] _values = [];

    /// <summary>All values; a row has as many as the column has slots.</summary>
    internal Span<T> Values => _values;

    internal int Size => size;

    internal override void SetCapacity(int rowCount) => Array.Resize(ref _values, checked(rowCount * size));

    internal override Delegate CreateGetter(RowView view, int index)
    {
        if (type is VectorDataViewType)
        {
            return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
            {
                var editor = VBufferEditor.Create(ref value, size);
                Current(view, index)._values.AsSpan(view.Index * size, size).CopyTo(editor.Values);
                value = editor.Commit();
            });
        }

        return (ValueGetter<T>)((ref T value) => value = Current(view, index)._values[view.Index]);
    }

    private static ColumnBuffer<T> Current(RowView view, int index) => (ColumnBuffer<T>)view.Block.Buffers[index];
}
