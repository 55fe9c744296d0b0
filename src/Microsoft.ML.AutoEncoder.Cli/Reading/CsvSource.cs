using System.Buffers;
using System.Globalization;

namespace AutoEncoderTool.Reading;

/// <summary>A text file with separators between columns: UTF-8, quotes around cells where they need them, lines that end with LF or
/// CR LF. Empty lines are no rows.</summary>
internal sealed class CsvSource : Source
{
    private readonly Func<Stream> _open;
    private readonly string[] _columns;
    private Stream? _stream;
    private TextBlocks? _blocks;
    private CsvBlock? _first;

    private CsvSource(string name, CsvFormat format, Func<Stream> open, bool canReadAgain)
    {
        Name = name;
        Format = format;
        CanReadAgain = canReadAgain;
        _open = open;
        (_first, _columns) = Open();
    }

    internal override string Name { get; }

    internal CsvFormat Format { get; }

    internal override IReadOnlyList<string> Columns => _columns;

    internal override bool HasHeader => Format.HasHeader;

    internal override long? Length => _stream is { CanSeek: true } stream ? stream.Length : null;

    internal override bool CanReadAgain { get; }

    /// <summary>What tells how many columns a row must have.</summary>
    internal string CountedBy => HasHeader ? "the header" : "the first row";

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="ToolException">The file cannot be read, or has no header.</exception>
    internal static CsvSource OpenFile(string path, CsvFormat format) =>
        new(path, format, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0), canReadAgain: true);

    internal static CsvSource OpenStandardInput(Stream input, CsvFormat format) =>
        new("standard input", format, () => input, canReadAgain: false);

    internal override IEnumerable<SourceBlock> ReadBlocks(CancellationToken cancellationToken)
    {
        if (_blocks is null)
        {
            (_first, _) = Open();
        }

        var (blocks, stream, first) = (_blocks!, _stream!, _first);
        (_blocks, _stream, _first) = (null, null, null);
        using (stream)
        {
            if (first is not null)
            {
                yield return first;
            }

            while (blocks.Next(cancellationToken) is var (buffer, start, end, line))
            {
                yield return new CsvBlock(this, buffer, start, end, line);
            }
        }
    }

    public override void Dispose()
    {
        _first?.Dispose();
        _stream?.Dispose();
        _stream = null;
    }

    private (CsvBlock? First, string[] Columns) Open()
    {
        try
        {
            _stream = _open();
            _blocks = new TextBlocks(_stream, Name);
            if (_blocks.Next(CancellationToken.None) is not var (buffer, start, end, line)
                || CsvBlock.ReadFirstRow(buffer, start, end, Format.Separator) is not var (cells, lines))
            {
                throw new ToolException($"{Name}: is empty");
            }

            if (!Format.HasHeader)
            {
                var numbers = Enumerable.Range(1, cells.Length).Select(number => number.ToString(CultureInfo.InvariantCulture));
                return (new CsvBlock(this, buffer, start, end, line), [.. numbers]);
            }

            var afterHeader = start;
            for (var i = 1; i < lines && afterHeader < end; i++)
            {
                var next = buffer.AsSpan(afterHeader, end - afterHeader).IndexOf((byte)'\n');
                afterHeader = next < 0 ? end : afterHeader + next + 1;
            }

            if (afterHeader < end)
            {
                return (new CsvBlock(this, buffer, afterHeader, end, line + lines - 1), CheckNames(cells));
            }

            ArrayPool<byte>.Shared.Return(buffer);
            return (null, CheckNames(cells));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{Name}: cannot be read: {FileErrors.Describe(exception)}", exception);
        }
    }

    private string[] CheckNames(string[] names)
    {
        names = Array.ConvertAll(names, name => name.Trim());
        var doubled = names.GroupBy(name => name, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Key.Length > 0 && group.Count() > 1);
        return doubled is null
            ? names
            : throw new ToolException($"{Name}: line 1: the header has two columns '{doubled.Key}'; is it a header (--no-header)?");
    }
}
