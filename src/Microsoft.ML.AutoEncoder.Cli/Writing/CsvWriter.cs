using AutoEncoderTool.Scoring;

namespace AutoEncoderTool.Writing;

/// <summary>Writes a text file: UTF-8 without a byte order mark, lines that end with LF.</summary>
internal sealed class CsvWriter : TableWriter
{
    private readonly Stream _stream;
    private readonly char _separator;

    /// <param name="stream">Receives the text; it stays open.</param>
    /// <param name="separator">Between columns.</param>
    /// <param name="header">The names of the columns; null for no header.</param>
    internal CsvWriter(Stream stream, char separator, IEnumerable<string>? header)
    {
        _stream = stream;
        _separator = separator;
        if (header is not null)
        {
            using var text = new CsvText(separator);
            foreach (var name in header)
            {
                text.AddText(name);
            }

            text.EndRow();
            stream.Write(text.Bytes);
        }
    }

    internal override IDisposable Prepare(ScoringWorker worker)
    {
        var text = new CsvText(_separator);
        for (var row = 0; row < worker.Rows.Count; row++)
        {
            foreach (var key in worker.Rows.Keys)
            {
                text.AddText(key[row]);
            }

            foreach (var output in worker.Outputs)
            {
                output.Write(row, text);
            }

            text.EndRow();
        }

        return text;
    }

    internal override void Write(IDisposable prepared) => _stream.Write(((CsvText)prepared).Bytes);

    internal override void Finish() => _stream.Flush();

    public override void Dispose()
    {
    }
}
