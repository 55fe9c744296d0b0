using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Reads the active columns of a row, or of a cursor's current row, without losing a bit.</summary>
internal sealed class RowReader
{
    private readonly DataViewRow _row;
    private readonly ValueGetter<DataViewRowId> _getId;
    private readonly Func<string>?[] _readers;

    internal RowReader(DataViewRow row)
        : this(row, row.IsColumnActive)
    {
    }

    internal RowReader(DataViewRow row, Func<DataViewSchema.Column, bool> active)
    {
        _row = row;
        _getId = row.GetIdGetter();
        _readers = [.. row.Schema.Select(column => active(column) ? CreateReader(row, column) : null)];
    }

    /// <summary>A value as it appears in a <see cref="RowContent"/>.</summary>
    internal static string Text(float value) => $"{value} ({BitConverter.SingleToUInt32Bits(value):X8})";

    /// <inheritdoc cref="Text(float)"/>
    internal static string Text(IEnumerable<float> values) => string.Join(", ", values.Select(Text));

    internal RowContent Read()
    {
        var id = default(DataViewRowId);
        _getId(ref id);
        return new RowContent(id, _row.Batch, [.. _readers.Select(read => read?.Invoke())]);
    }

    private static Func<string> CreateReader(DataViewRow row, DataViewSchema.Column column) => column.Type.RawType switch
    {
        var type when type == typeof(float) => CreateReader<float>(row, column, Text),
        var type when type == typeof(VBuffer<float>) => CreateReader<VBuffer<float>>(row, column, value => VectorText(value, column)),
        var type when type == typeof(ReadOnlyMemory<char>) => CreateReader<ReadOnlyMemory<char>>(row, column, value => value.ToString()),
        var type when type == typeof(bool) => CreateReader<bool>(row, column, value => value.ToString()),
        var type when type == typeof(uint) => CreateReader<uint>(row, column, value => value.ToString()),
        var type => throw new NotSupportedException($"Nobody has needed to read {type} yet."),
    };

    private static Func<string> CreateReader<T>(DataViewRow row, DataViewSchema.Column column, Func<T, string> toText)
    {
        var getValue = row.GetGetter<T>(column);
        // One variable for all rows, as cursors expect it of their users: the getter has to cope with what the last row left.
        var value = default(T)!;
        return () =>
        {
            getValue(ref value);
            return toText(value);
        };
    }

    private static string VectorText(VBuffer<float> value, DataViewSchema.Column column)
    {
        var size = column.Type.GetVectorSize();
        return value.Length == size
            ? Text(value.DenseValues())
            : throw new InvalidOperationException($"A value of '{column.Name}' has {value.Length} slots and not {size}.");
    }
}
