using System.Collections.Concurrent;

namespace Microsoft.ML.AutoEncoder.Tests.InMemoryData;

/// <summary>What was asked of a data view. Any number of cursors writes to it at once.</summary>
internal sealed class AccessLog
{
    private readonly ConcurrentDictionary<string, int> _getterCalls = new();
    private readonly ConcurrentQueue<string[]> _requestedColumns = new();
    private int _openCursorCount;
    private int _shuffledRequestCount;

    /// <summary>How many cursors were opened and not yet disposed.</summary>
    internal int OpenCursorCount => _openCursorCount;

    /// <summary>How many times cursors were asked for together with a generator to shuffle with.</summary>
    internal int ShuffledRequestCount => _shuffledRequestCount;

    /// <summary>The names of the columns that each request for cursors made active.</summary>
    internal IReadOnlyCollection<string[]> RequestedColumns => _requestedColumns;

    /// <summary>How many times a value of the column was fetched.</summary>
    internal int GetterCalls(string columnName) => _getterCalls.GetValueOrDefault(columnName);

    internal void CursorsRequested(IEnumerable<string> columnNames, bool shuffled)
    {
        _requestedColumns.Enqueue([.. columnNames]);
        if (shuffled)
        {
            Interlocked.Increment(ref _shuffledRequestCount);
        }
    }

    internal void CursorOpened() => Interlocked.Increment(ref _openCursorCount);

    internal void CursorDisposed() => Interlocked.Decrement(ref _openCursorCount);

    internal void GetterCalled(string columnName) => _getterCalls.AddOrUpdate(columnName, 1, (_, count) => count + 1);
}
