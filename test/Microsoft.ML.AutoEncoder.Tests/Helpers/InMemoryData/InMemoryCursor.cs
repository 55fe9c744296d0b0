using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Tests.InMemoryData;

/// <summary>A cursor over some rows of an <see cref="InMemoryDataView"/>.</summary>
internal sealed class InMemoryCursor : DataViewRowCursor
{
    private readonly InMemoryDataView _view;
    private readonly InMemoryColumn[] _columns;
    private readonly IReadOnlySet<int> _active;
    private readonly (int Row, long Batch)[] _rows;
    private int _next;
    private bool _disposed;
    private long _position = -1;

    internal InMemoryCursor(InMemoryDataView view, InMemoryColumn[] columns, IReadOnlySet<int> active, (int Row, long Batch)[] rows)
    {
        _view = view;
        _columns = columns;
        _active = active;
        _rows = rows;
        view.Log.CursorOpened();
    }

    public override long Position => _position;

    public override long Batch => _position < 0 ? 0 : _rows[_position].Batch;

    public override DataViewSchema Schema => _view.Schema;

    /// <summary>The identifier of a row.</summary>
    internal static DataViewRowId IdOf(int row) => new((ulong)(1000 + (7 * row)), 42);

    public override bool IsColumnActive(DataViewSchema.Column column) =>
        column.Index < _columns.Length ? _active.Contains(column.Index) : throw new ArgumentOutOfRangeException(nameof(column));

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"'{column.Name}' is not active.");
        }

        return _columns[column.Index].CreateGetter(this) as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"'{column.Name}' is not of type {typeof(TValue)}.");
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = IdOf(CurrentRow());

    public override bool MoveNext()
    {
        _position = !_disposed && _next < _rows.Length ? _next++ : -1;
        return _position >= 0;
    }

    /// <summary>Writes down that a value is fetched.</summary>
    /// <returns>The row whose value it is.</returns>
    internal int FetchRow(string columnName)
    {
        _view.Log.GetterCalled(columnName);
        return CurrentRow();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _position = -1;
            _view.Log.CursorDisposed();
        }

        base.Dispose(disposing);
    }

    private int CurrentRow() => _position >= 0 ? _rows[_position].Row : throw new InvalidOperationException("The cursor is on no row.");
}
