using System.Collections.Concurrent;
using AutoEncoderTool.Reading;
using AutoEncoderTool.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AutoEncoderTool.Training;

/// <summary>Goes through the rows of a file; blocks ahead of it are read on other threads.</summary>
internal sealed class FileCursor : DataViewRowCursor
{
    private readonly RowLayout _layout;
    private readonly RowView _view;
    private readonly HashSet<int> _active;
    private readonly ConcurrentBag<RowBlock> _free = [];
    private readonly IEnumerator<RowBlock> _blocks;
    private RowBlock? _block;
    private int _next;
    private long _position = -1;

    internal FileCursor(
        Source source, RowLayout layout, int threads, IEnumerable<DataViewSchema.Column> active, CancellationToken cancellationToken)
    {
        _layout = layout;
        _view = new RowView(layout);
        _active = [.. active.Select(column => column.Index)];
        _blocks = OrderedParallel.Select(source.ReadBlocks(cancellationToken), Parse, threads, cancellationToken).GetEnumerator();
    }

    public override DataViewSchema Schema => _layout.Schema;

    public override long Position => _position;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        while (_block is null || _next == _block.Count)
        {
            if (_block is not null)
            {
                _free.Add(_block);
                _block = null;
            }

            if (!_blocks.MoveNext())
            {
                _position = -1;
                return false;
            }

            (_block, _next) = (_blocks.Current, 0);
        }

        _view.MoveTo(_block, _next++);
        _position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _view.GetGetter<TValue>(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => _view.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _blocks.Dispose();
        }

        base.Dispose(disposing);
    }

    private RowBlock Parse(SourceBlock block)
    {
        using (block)
        {
            var rows = _free.TryTake(out var free) ? free : new RowBlock(_layout);
            block.Parse(rows);
            return rows;
        }
    }
}
