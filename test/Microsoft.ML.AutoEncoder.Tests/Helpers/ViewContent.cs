namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Reads data views and cursors to their end.</summary>
internal static class ViewContent
{
    /// <summary>All rows with all columns.</summary>
    internal static IReadOnlyList<RowContent> Read(IDataView view, Random? random = null) => Read(view, _ => true, random);

    /// <summary>All rows with some columns.</summary>
    internal static IReadOnlyList<RowContent> Read(IDataView view, Func<DataViewSchema.Column, bool> active, Random? random = null)
    {
        using var cursor = view.GetRowCursor(view.Schema.Where(active), random);
        return Read(cursor);
    }

    /// <summary>All rows with the columns of the given names.</summary>
    internal static IReadOnlyList<RowContent> Read(IDataView view, params string[] columnNames) =>
        Read(view, column => columnNames.Contains(column.Name) && !column.IsHidden);

    /// <summary>All rows with all columns, as text.</summary>
    internal static string[] Texts(IDataView view, Random? random = null) => [.. Read(view, random).Select(row => row.ToString())];

    /// <summary>All rows with the columns of the given names, as text.</summary>
    internal static string[] Texts(IDataView view, params string[] columnNames) =>
        [.. Read(view, columnNames).Select(row => row.ToString())];

    /// <summary>The rows that the cursor has not given yet, as text.</summary>
    internal static string[] Texts(DataViewRowCursor cursor) => [.. Read(cursor).Select(row => row.ToString())];

    /// <summary>The rows that the cursor has not given yet, with the columns that are active.</summary>
    internal static IReadOnlyList<RowContent> Read(DataViewRowCursor cursor)
    {
        var reader = new RowReader(cursor);
        var rows = new List<RowContent>();
        while (cursor.MoveNext())
        {
            rows.Add(reader.Read());
        }

        return rows;
    }
}
