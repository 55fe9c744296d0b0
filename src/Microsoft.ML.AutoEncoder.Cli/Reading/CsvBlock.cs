using System.Buffers;
using nietras.SeparatedValues;

namespace AutoEncoderTool.Reading;

/// <summary>Some rows of a text file.</summary>
internal sealed class CsvBlock(CsvSource source, byte[] buffer, int start, int end, long firstLine) : SourceBlock
{
    internal override long Length => end - start;

    /// <summary>The cells of the first row, and the block without it; null if there are only empty lines.</summary>
    internal static (string[] Cells, int ColumnCount)? ReadFirstRow(byte[] buffer, int start, int end, char separator)
    {
        using var reader = CreateReader(buffer, start, end, separator);
        foreach (var row in reader)
        {
            if (!IsEmpty(row))
            {
                var cells = new string[row.ColCount];
                for (var i = 0; i < cells.Length; i++)
                {
                    cells[i] = row[i].Span.ToString();
                }

                return (cells, row.LineNumberToExcl);
            }
        }

        return null;
    }

    internal override void Parse(RowBlock rows)
    {
        rows.Clear();
        using var reader = CreateReader(buffer, start, end, source.Format.Separator);
        var cells = rows.Cells;
        try
        {
            // Where a row begins is where the one before it ends: the reader's own number is one too high for the first row.
            var nextLine = firstLine;
            foreach (var row in reader)
            {
                var line = nextLine;
                nextLine = firstLine + row.LineNumberToExcl - 1;
                if (row.ColCount != cells.Length)
                {
                    if (IsEmpty(row))
                    {
                        continue;
                    }

                    throw new ToolException(
                        $"{source.Name}: line {line} has {Count(row.ColCount)}, but {source.CountedBy} has {cells.Length}");
                }

                // A line without anything in a table of one column.
                if (cells.Length == 1 && row.Span.IsEmpty)
                {
                    continue;
                }

                var number = rows.AddRow();
                for (var i = 0; i < cells.Length; i++)
                {
                    if (cells[i] is null && rows.KeyOfColumn[i] < 0)
                    {
                        continue;
                    }

                    // Only once: taking the quotes off changes the cell.
                    var text = row[i].Span;
                    for (var cell = cells[i]; cell is not null; cell = cell.Next)
                    {
                        var result = cell.Buffer.Parse(number, cell.Slot, text);
                        if (result != CellResult.Good)
                        {
                            throw CellErrors.Create(source, $"line {line}", i, result, text);
                        }
                    }

                    if (rows.KeyOfColumn[i] is var key and >= 0)
                    {
                        rows.Keys[key][number] = text.ToString();
                    }
                }
            }
        }
        catch (NotSupportedException exception)
        {
            throw new ToolException($"{source.Name}: line {firstLine} or after it: {exception.Message}", exception);
        }
    }

    public override void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private static string Count(int columns) => columns == 1 ? "1 column" : $"{columns} columns";

    private static bool IsEmpty(SepReader.Row row) => row.Span.IsEmpty;

    private static SepReader CreateReader(byte[] buffer, int start, int end, char separator) =>
        Sep.New(separator)
            .Reader(options => options with { HasHeader = false, DisableColCountCheck = true, Unescape = true })
            .From(new MemoryStream(buffer, start, end - start, writable: false));
}
