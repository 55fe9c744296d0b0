namespace AutoEncoderTool.Reading;

/// <summary>Some rows of a row group.</summary>
/// <param name="source">The file.</param>
/// <param name="numbers">The columns of the row group that are wanted as numbers.</param>
/// <param name="texts">Those that are wanted as texts.</param>
/// <param name="start">The first row in the group.</param>
/// <param name="count">The number of rows.</param>
/// <param name="rowsBefore">The number of rows of the file before the first.</param>
/// <param name="length">The part of the file.</param>
internal sealed class ParquetBlock(
    ParquetSource source, float[]?[] numbers, string[]?[] texts, int start, int count, long rowsBefore, long length) : SourceBlock
{
    internal override long Length => length;

    internal override void Parse(RowBlock rows)
    {
        rows.Clear();
        rows.AddRows(count);
        for (var column = 0; column < rows.Cells.Length; column++)
        {
            for (var cell = rows.Cells[column]; cell is not null; cell = cell.Next)
            {
                Fill(cell, column);
            }

            if (rows.KeyOfColumn[column] is var key and >= 0)
            {
                texts[column].AsSpan(start, count).CopyTo(rows.Keys[key]);
            }
        }
    }

    public override void Dispose()
    {
        // The columns belong to all blocks of the row group.
    }

    private void Fill(ColumnCell cell, int column)
    {
        for (var row = 0; row < count; row++)
        {
            var result = cell.Buffer is SingleBuffer singles
                ? singles.Set(row, cell.Slot, numbers[column]![start + row])
                : cell.Buffer.Parse(row, cell.Slot, texts[column]![start + row]);
            if (result != CellResult.Good)
            {
                var text = texts[column]?[start + row] ?? FormattableString.Invariant($"{numbers[column]![start + row]}");
                throw CellErrors.Create(source, FormattableString.Invariant($"row {rowsBefore + row + 1}"), column, result, text);
            }
        }
    }
}
