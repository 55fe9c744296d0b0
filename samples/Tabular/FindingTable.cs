using System.Globalization;
using Spectre.Console;

namespace Tabular;

/// <summary>The oddest payments, with what is odd about them in colour.</summary>
internal static class FindingTable
{
    internal static Table Create(IEnumerable<Finding> findings)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn("Score").RightAligned());
        foreach (var column in PaymentPipeline.Columns)
        {
            table.AddColumn(column);
        }

        table.AddColumns("Oddest column", "Planted");
        foreach (var finding in findings)
        {
            table.AddRow([
                $"{finding.Score:N0}",
                .. PaymentPipeline.Columns.Select(column => Mark(finding, column)),
                $"{finding.OddestColumn} ({finding.ColumnErrors[finding.OddestColumn]:P0})",
                finding.Payment.Planted]);
        }

        return table;
    }

    private static string Mark(Finding finding, string column)
    {
        var value = typeof(Payment).GetProperty(column)!.GetValue(finding.Payment) switch
        {
            float.NaN or "" => "-",
            float number => number.ToString("0.0", CultureInfo.InvariantCulture),
            var text => $"{text}",
        };
        return column == finding.OddestColumn ? $"[red]{Markup.Escape(value)}[/]" : Markup.Escape(value);
    }
}
