using AutoEncoderTool.Reading;
using Microsoft.ML;

namespace AutoEncoderTool.Training;

/// <summary>A file as ML.NET sees data: read anew by each cursor.</summary>
internal sealed class FileView(Source source, RowLayout layout, int threads, CancellationToken cancellationToken) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => layout.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new FileCursor(source, layout, threads, columnsNeeded, cancellationToken);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
