using System.Buffers;

namespace AutoEncoderTool.Reading;

/// <summary>Cuts a text into blocks of whole rows. A line end between quotes ends no row.</summary>
internal sealed class TextBlocks(Stream stream, string name)
{
    /// <summary>Large enough for what a block costs besides its rows, small enough for the caches.</summary>
    private const int BlockSize = 1 << 18;

    private const int MaximumRowSize = 1 << 24;

    private const byte LineEnd = (byte)'\n';
    private const byte Quote = (byte)'"';

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
    private int _filled;
    private long _line = 1;
    private bool _isFirst = true;
    private bool _isAtEnd;

    /// <returns>The next block: bytes of a buffer that is the caller's from now on, and the number of its first line; null at the
    /// end.</returns>
    /// <exception cref="ToolException">The text is in an encoding that is not UTF-8, or has a row that does not end.</exception>
    internal (byte[] Buffer, int Start, int End, long Line)? Next(CancellationToken cancellationToken)
    {
        while (true)
        {
            Fill(cancellationToken);
            var start = _isFirst ? CountByteOrderMark() : 0;
            var end = _isAtEnd ? _filled : FindRowEnd(_buffer.AsSpan(0, _filled));
            if (end > start)
            {
                return Cut(start, end);
            }

            if (_isAtEnd)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = [];
                return null;
            }

            if (_filled > MaximumRowSize)
            {
                throw new ToolException($"{name}: line {_line}: the row does not end; a quote is missing");
            }

            var larger = ArrayPool<byte>.Shared.Rent(2 * _buffer.Length);
            _buffer.AsSpan(0, _filled).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }

    /// <returns>The end of the last whole row; 0 if there is none.</returns>
    private static int FindRowEnd(ReadOnlySpan<byte> text)
    {
        var quotes = text.Count(Quote);
        while (text.LastIndexOf(LineEnd) is var end && end >= 0)
        {
            quotes -= text[end..].Count(Quote);
            if (quotes % 2 == 0)
            {
                return end + 1;
            }

            text = text[..end];
        }

        return 0;
    }

    private (byte[] Buffer, int Start, int End, long Line) Cut(int start, int end)
    {
        var rest = ArrayPool<byte>.Shared.Rent(Math.Max(BlockSize, _filled - end + 1));
        _buffer.AsSpan(end, _filled - end).CopyTo(rest);
        var block = (_buffer, start, end, _line);
        _line += _buffer.AsSpan(start, end - start).Count(LineEnd);
        _filled -= end;
        _buffer = rest;
        _isFirst = false;
        return block;
    }

    private void Fill(CancellationToken cancellationToken)
    {
        while (!_isAtEnd && _filled < _buffer.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = stream.Read(_buffer, _filled, _buffer.Length - _filled);
            _isAtEnd = count == 0;
            _filled += count;
        }
    }

    private int CountByteOrderMark()
    {
        ReadOnlySpan<byte> text = _buffer.AsSpan(0, _filled);
        return text.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || text.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            ? throw new ToolException($"{name}: the text is in UTF-16, but must be in UTF-8")
            : text.StartsWith("\uFEFF"u8) ? 3 : 0;
    }
}
