using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Reads columns of numbers in one pass, so that what they share is computed once.</summary>
internal static class ColumnValues
{
    /// <param name="view">The rows.</param>
    /// <param name="columns">Columns of numbers, vectors of them, or keys. A single value becomes a row of one.</param>
    internal static Dictionary<string, float[][]> Read(IDataView view, params IReadOnlyCollection<string> columns)
    {
        var rows = columns.ToDictionary(column => column, _ => new List<float[]>());
        using var cursor = view.GetRowCursor(columns.Select(column => view.Schema[column]));
        var readers = columns.Select(column => (Rows: rows[column], Read: CreateReader(cursor, view.Schema[column]))).ToArray();
        while (cursor.MoveNext())
        {
            foreach (var reader in readers)
            {
                reader.Rows.Add(reader.Read());
            }
        }

        return rows.ToDictionary(column => column.Key, column => column.Value.ToArray());
    }

    private static Func<float[]> CreateReader(DataViewRow row, DataViewSchema.Column column) => column.Type.RawType switch
    {
        var type when type == typeof(float) => CreateReader<float>(row, column, value => [value]),
        var type when type == typeof(uint) => CreateReader<uint>(row, column, value => [value]),
        var type when type == typeof(VBuffer<float>) => CreateReader<VBuffer<float>>(row, column, Dense),
        var type => throw new NotSupportedException($"'{column.Name}' is {type}."),
    };

    private static float[] Dense(VBuffer<float> value)
    {
        var row = new float[value.Length];
        value.CopyTo(row);
        return row;
    }

    private static Func<float[]> CreateReader<T>(DataViewRow row, DataViewSchema.Column column, Func<T, float[]> toRow)
    {
        var getValue = row.GetGetter<T>(column);
        var value = default(T)!;
        return () =>
        {
            getValue(ref value);
            return toRow(value);
        };
    }
}
