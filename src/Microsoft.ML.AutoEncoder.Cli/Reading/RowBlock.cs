namespace AutoEncoderTool.Reading;

/// <summary>Rows in memory: a buffer for each column of the model, and the texts that are passed through.</summary>
internal sealed class RowBlock
{
    private int _capacity;

    internal RowBlock(RowLayout layout)
    {
        Layout = layout;
        Buffers = [.. layout.Columns.Select(column => ColumnBuffer.Create(column.Type, layout.NeedsFiniteNumbers))];
        Keys = [.. layout.Keys.Select(_ => Array.Empty<string>())];
        KeyOfColumn = [.. Enumerable.Range(0, layout.FileColumnCount).Select(column => layout.Keys.ToList().IndexOf(column))];
        Cells = new ColumnCell?[layout.FileColumnCount];
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            for (var slot = 0; slot < layout.Columns[i].FileColumns.Count; slot++)
            {
                var file = layout.Columns[i].FileColumns[slot];
                Cells[file] = new ColumnCell(Buffers[i], slot, Cells[file]);
            }
        }
    }

    internal RowLayout Layout { get; }

    internal int Count { get; private set; }

    internal ColumnBuffer[] Buffers { get; }

    /// <summary>For each column of the file where its cells go; null: nowhere.</summary>
    internal ColumnCell?[] Cells { get; }

    /// <summary>For each column of the file its number among those that are passed through; -1: it is not.</summary>
    internal int[] KeyOfColumn { get; }

    /// <summary>The texts of each column that is passed through, row by row.</summary>
    internal string[][] Keys { get; }

    internal void Clear() => Count = 0;

    /// <returns>The number of the new row.</returns>
    internal int AddRow()
    {
        if (Count == _capacity)
        {
            SetCapacity(Math.Max(64, 2 * _capacity));
        }

        return Count++;
    }

    /// <summary>Adds rows whose cells are filled in afterwards.</summary>
    internal void AddRows(int count)
    {
        SetCapacity(Math.Max(_capacity, Count + count));
        Count += count;
    }

    private void SetCapacity(int capacity)
    {
        if (capacity > _capacity)
        {
            _capacity = capacity;
            Array.ForEach(Buffers, buffer => buffer.SetCapacity(capacity));
            for (var i = 0; i < Keys.Length; i++)
            {
                Array.Resize(ref Keys[i], capacity);
            }
        }
    }
}
