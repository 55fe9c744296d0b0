using System.Text;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A table of text, with columns as wide as what stands in them.</summary>
/// <param name="headings">The headings. A column whose heading begins with a space is flush right.</param>
internal sealed class TextTable(params string[] headings)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [];

    internal void Add(params string[] cells) => _rows.Add(cells);

    internal void WriteTo(StringBuilder text)
    {
        string[] names = [.. headings.Select(heading => heading.TrimStart())];
        int[] widths = [.. names.Select((name, i) => Math.Max(name.Length, _rows.Select(row => row[i].Length).DefaultIfEmpty().Max()))];
        foreach (var row in _rows.Prepend(names))
        {
            var cells = row.Select((cell, i) => headings[i].StartsWith(' ') ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            text.Append(string.Join(Gap, cells).TrimEnd()).Append('\n');
        }
    }
}
