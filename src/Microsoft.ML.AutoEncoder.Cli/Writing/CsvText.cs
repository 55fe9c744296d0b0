using System.Buffers;
using System.Globalization;
using System.Text;

namespace AutoEncoderTool.Writing;

/// <summary>Rows of a text file in memory, in UTF-8. Numbers are written in the shortest way that gives them back.</summary>
internal sealed class CsvText(char separator) : IDisposable
{
    private const int FirstSize = 1 << 16;

    private readonly SearchValues<char> _special = SearchValues.Create([separator, '"', '\r', '\n']);
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;
    private bool _isAtLineStart = true;

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    internal void AddNumber<T>(T value)
        where T : IUtf8SpanFormattable
    {
        Separate();
        int written;
        while (!value.TryFormat(_bytes.AsSpan(_length), out written, default, CultureInfo.InvariantCulture))
        {
            Grow();
        }

        _length += written;
    }

    internal void AddNumber(float value)
    {
        Separate();
        if (_bytes.Length - _length < ShortNumber.MostBytes)
        {
            Grow();
        }

        _length += ShortNumber.Write(value, _bytes.AsSpan(_length));
    }

    internal void AddPlain(ReadOnlySpan<byte> text)
    {
        Separate();
        Append(text);
    }

    /// <summary>Puts quotes around the text where it needs them.</summary>
    internal void AddText(ReadOnlySpan<char> text)
    {
        Separate();
        var needsQuotes = text.ContainsAny(_special) || (text.Length > 0 && (text[0] == ' ' || text[^1] == ' '));
        var whole = needsQuotes ? $"\"{text.ToString().Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
        while (_bytes.Length - _length < Encoding.UTF8.GetMaxByteCount(whole.Length))
        {
            Grow();
        }

        _length += Encoding.UTF8.GetBytes(whole, _bytes.AsSpan(_length));
    }

    internal void EndRow()
    {
        Append("\n"u8);
        _isAtLineStart = true;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private void Separate()
    {
        if (!_isAtLineStart)
        {
            if (_length == _bytes.Length)
            {
                Grow();
            }

            _bytes[_length++] = (byte)separator;
        }

        _isAtLineStart = false;
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        while (_bytes.Length - _length < text.Length)
        {
            Grow();
        }

        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * _bytes.Length);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
