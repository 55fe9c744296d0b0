using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Every so many-th row of another view, in its order.</summary>
/// <param name="view">The other view.</param>
/// <param name="first">The number of the first row.</param>
/// <param name="step">How far the next one is.</param>
internal sealed class EveryNthRowView(IDataView view, int first, int step) : IDataView
{
    /// <inheritdoc/>
    public bool CanShuffle => false;

    /// <inheritdoc/>
    public DataViewSchema Schema => view.Schema;

    /// <inheritdoc/>
    public long? GetRowCount() => view.GetRowCount() is { } count ? Math.Max(0, (count - first + step - 1) / step) : null;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(view.GetRowCursor(columnsNeeded), first, step);

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor cursor, int first, int step) : DataViewRowCursor
    {
        private long _position = -1;

        public override long Position => _position;

        public override long Batch => cursor.Batch;

        public override DataViewSchema Schema => cursor.Schema;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => cursor.GetGetter<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => cursor.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => cursor.IsColumnActive(column);

        public override bool MoveNext()
        {
            for (var rows = _position < 0 ? first + 1 : step; rows > 0; rows--)
            {
                if (!cursor.MoveNext())
                {
                    return false;
                }
            }

            _position++;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                cursor.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
