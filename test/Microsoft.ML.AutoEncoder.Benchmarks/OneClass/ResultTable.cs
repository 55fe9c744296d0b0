using System.Collections.Concurrent;
using Spectre.Console;

namespace Benchmarks.OneClass;

/// <summary>The areas under the curves, a row for each digit and one for their mean.</summary>
internal sealed class ResultTable(IReadOnlyList<string> detectors)
{
    private const int MinimumWidth = 200;

    private readonly ConcurrentDictionary<int, double[]> _rows = [];

    internal void Add(int digit, double[] areas) => _rows[digit] = areas;

    internal void Print()
    {
        var table = new Table { Border = TableBorder.Markdown };
        table.AddColumns(["digit", .. detectors]);
        foreach (var (digit, areas) in _rows.OrderBy(row => row.Key))
        {
            table.AddRow([$"{digit}", .. areas.Select(Text)]);
        }

        table.AddRow(["mean", .. Enumerable.Range(0, detectors.Count).Select(i => Text(_rows.Values.Average(areas => areas[i])))]);
        // A console that is not there counts as narrow, and cells would be broken.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, MinimumWidth);
        AnsiConsole.Write(table);
    }

    private static string Text(double area) => $"{area:0.0000}";
}
