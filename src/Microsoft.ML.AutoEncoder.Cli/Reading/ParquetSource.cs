using Parquet;
using Parquet.Schema;

namespace AutoEncoderTool.Reading;

/// <summary>A Parquet file. One row group of the chosen columns is in memory at a time.</summary>
internal sealed class ParquetSource : Source
{
    private const int RowsPerBlock = 4096;

    private readonly Stream _stream;
    private readonly ParquetReader _reader;
    private readonly DataField[] _fields;
    private readonly string[] _columns;
    private RowLayout? _layout;

    private ParquetSource(string name, Stream stream, ParquetReader reader)
    {
        Name = name;
        _stream = stream;
        _reader = reader;
        // Lists and maps have no place in a row of cells.
        _fields = [.. reader.Schema.DataFields.Where(field => field.MaxRepetitionLevel == 0)];
        _columns = Array.ConvertAll(_fields, field => field.Path.ToString());
    }

    internal override string Name { get; }

    internal override IReadOnlyList<string> Columns => _columns;

    internal override bool HasHeader => true;

    internal override long? Length => _stream.Length;

    internal override bool CanReadAgain => true;

    /// <exception cref="ToolException">There is no such file, or it is not a Parquet file.</exception>
    internal static ParquetSource OpenFile(string path)
    {
        try
        {
            return Open(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{path}: cannot be read: {FileErrors.Describe(exception)}", exception);
        }
    }

    /// <summary>Reads standard input to its end first: the list of a Parquet file's parts stands at its end.</summary>
    internal static ParquetSource OpenStandardInput(Stream input)
    {
        var copy = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        input.CopyTo(copy);
        copy.Position = 0;
        return Open("standard input", copy);
    }

    internal override void Choose(RowLayout layout) => _layout = layout;

    internal override IEnumerable<SourceBlock> ReadBlocks(CancellationToken cancellationToken)
    {
        var layout = _layout!;
        var isNumber = new bool[_fields.Length];
        var isText = new bool[_fields.Length];
        foreach (var column in layout.Columns)
        {
            var kind = ColumnBuffer.Create(column.Type, false) is SingleBuffer ? isNumber : isText;
            foreach (var file in column.FileColumns)
            {
                kind[file] = true;
            }
        }

        foreach (var key in layout.Keys)
        {
            isText[key] = true;
        }

        var rowsBefore = 0L;
        for (var i = 0; i < _reader.RowGroupCount; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var group = _reader.OpenRowGroupReader(i);
            var count = checked((int)group.RowCount);
            var numbers = new float[]?[_fields.Length];
            var texts = new string[]?[_fields.Length];
            for (var field = 0; field < _fields.Length; field++)
            {
                if (isNumber[field] || isText[field])
                {
                    (numbers[field], texts[field]) = ReadColumn(group, field, count, isNumber[field], isText[field]);
                }
            }

            var length = _stream.Length / Math.Max(1, _reader.RowGroupCount);
            for (var start = 0; start < count; start += RowsPerBlock)
            {
                var rows = Math.Min(RowsPerBlock, count - start);
                yield return new ParquetBlock(this, numbers, texts, start, rows, rowsBefore + start, length * rows / count);
            }

            rowsBefore += count;
        }
    }

    public override void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    private static ParquetSource Open(string name, Stream stream)
    {
        try
        {
            return new ParquetSource(name, stream, ParquetReader.CreateAsync(stream, leaveStreamOpen: true).GetAwaiter().GetResult());
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            stream.Dispose();
            throw new ToolException($"{name}: is not a Parquet file: {exception.Message}", exception);
        }
    }

    private (float[]? Numbers, string[]? Texts) ReadColumn(
        ParquetRowGroupReader group, int field, int count, bool asNumbers, bool asTexts)
    {
        try
        {
            return ParquetColumn.Read(group, _fields[field], count, asNumbers, asTexts)
                ?? throw new ToolException($"{Name}: {DescribeColumn(field)}: has the type {_fields[field].ClrType.Name}, not a number");
        }
        catch (Exception exception) when (exception is not (ToolException or OutOfMemoryException or OperationCanceledException))
        {
            throw new ToolException($"{Name}: {DescribeColumn(field)}: cannot be read: {exception.Message}", exception);
        }
    }
}
