using Microsoft.ML;
using Microsoft.ML.Data;

namespace Benchmarks.Scoring;

/// <summary>Reads a column of vectors to its end.</summary>
internal static class Drain
{
    /// <summary>As a consumer does that asks for a cursor; ML.NET decides how many threads work for it.</summary>
    internal static void Run(IDataView view, string columnName)
    {
        using var cursor = view.GetRowCursor([view.Schema[columnName]]);
        Run(cursor, view.Schema[columnName]);
    }

    /// <summary>On the calling thread alone.</summary>
    internal static void RunOnOneThread(IDataView view, string columnName)
    {
        using var cursor = view.GetRowCursorSet([view.Schema[columnName]], 1).Single();
        Run(cursor, view.Schema[columnName]);
    }

    private static void Run(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        var get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> value = default;
        while (cursor.MoveNext())
        {
            get(ref value);
        }
    }
}
