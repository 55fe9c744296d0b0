using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>A text file that needs no disk.</summary>
internal sealed class LinesOfText(IEnumerable<string> lines) : IMultiStreamSource
{
    private readonly string _text = string.Join('\n', lines);

    public int Count => 1;

    public string? GetPathOrNull(int index) => null;

    public Stream Open(int index) => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(_text));

    public TextReader OpenTextReader(int index) => new StringReader(_text);
}
