using AutoEncoderTool.Reading;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AutoEncoderTool.Scoring;

/// <summary>One row of a block after the other, as ML.NET sees rows.</summary>
internal sealed class RowView(RowLayout layout) : DataViewRow
{
    private long _position = -1;

    internal RowBlock Block { get; private set; } = new(layout);

    /// <summary>The number of the row in the block.</summary>
    internal int Index { get; private set; }

    public override DataViewSchema Schema => layout.Schema;

    /// <summary>Grows with each row, over all blocks that this view shows: what is computed of a row is kept until it changes.</summary>
    public override long Position => _position;

    public override long Batch => 0;

    internal void MoveTo(RowBlock block, int index)
    {
        Block = block;
        Index = index;
        _position++;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => FindColumn(column) >= 0;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        var index = FindColumn(column);
        return index < 0
            ? throw new ToolException($"The model reads the column '{column.Name}', which was not expected.")
            : (ValueGetter<TValue>)Block.Buffers[index].CreateGetter(this, index);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position, 0);

    private int FindColumn(DataViewSchema.Column column)
    {
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            if (layout.Columns[i].Column.Index == column.Index)
            {
                return i;
            }
        }

        return -1;
    }
}
