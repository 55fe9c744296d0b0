namespace Microsoft.ML.AutoEncoder.Tests.InMemoryData;

/// <summary>
/// A data view that keeps every rule for data views and writes down what is asked of it. Its rows have identifiers that have
/// nothing to do with their positions, so that it shows whether a transformer passes them through.
/// </summary>
internal sealed class InMemoryDataView : IDataView
{
    private const int RowsPerBatch = 4;

    private readonly int _rowCount;
    private readonly InMemoryColumn[] _columns;

    internal InMemoryDataView(int rowCount, params IEnumerable<InMemoryColumn> columns)
    {
        _rowCount = rowCount;
        _columns = [.. columns];
        var builder = new DataViewSchema.Builder();
        foreach (var column in _columns)
        {
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }

        Schema = builder.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle { get; set; } = true;

    /// <summary>Whether <see cref="GetRowCount"/> knows the number of rows.</summary>
    internal bool KnowsRowCount { get; set; } = true;

    /// <summary>The most cursors that a set has; with 1, whoever wants several has to split that one himself.</summary>
    internal int MaximumCursorCount { get; set; } = int.MaxValue;

    internal AccessLog Log { get; } = new();

    public long? GetRowCount() => KnowsRowCount ? _rowCount : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        CreateCursors(columnsNeeded, 1, rand)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        CreateCursors(columnsNeeded, Math.Clamp(n, 1, MaximumCursorCount), rand);

    /// <summary>The same rows and columns, with some columns replaced or added by name.</summary>
    internal InMemoryDataView With(params IEnumerable<InMemoryColumn> columns)
    {
        var merged = _columns.ToList();
        foreach (var column in columns)
        {
            var index = merged.FindIndex(other => other.Name == column.Name);
            if (index < 0)
            {
                merged.Add(column);
            }
            else
            {
                merged[index] = column;
            }
        }

        return new InMemoryDataView(_rowCount, merged);
    }

    /// <summary>The same rows without a column.</summary>
    internal InMemoryDataView Without(string columnName) => new(_rowCount, _columns.Where(column => column.Name != columnName));

    private DataViewRowCursor[] CreateCursors(IEnumerable<DataViewSchema.Column> columnsNeeded, int count, Random? random)
    {
        var active = columnsNeeded.Select(column => column.Index).ToHashSet();
        Log.CursorsRequested(active.Order().Select(index => _columns[index].Name), shuffled: random is not null);

        var order = Enumerable.Range(0, _rowCount).ToArray();
        if (CanShuffle)
        {
            random?.Shuffle(order);
        }

        var batches = order.Chunk(RowsPerBatch).Select((rows, batch) => (Rows: rows, Batch: (long)batch)).ToArray();
        return
        [
            .. Enumerable.Range(0, count).Select(i => new InMemoryCursor(
                this,
                _columns,
                active,
                [.. batches.Where(batch => batch.Batch % count == i).SelectMany(batch => batch.Rows.Select(row => (row, batch.Batch)))])),
        ];
    }
}
