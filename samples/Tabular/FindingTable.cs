using System.Globalization;
using Spectre.Console;

namespace Tabular;

/// <summary>The oddest payments, with what is odd about them in colour.</summary>
internal static class FindingTable
{
    internal static Table Create(IEnumerable<Finding> findings)
    {
        // So narrow that it fits 80 columns.
        var table = new Table { Border = TableBorder.Horizontal };
        Add("Score").RightAligned();
        foreach (var column in PaymentPipeline.Columns)
        {
            var heading = Add(Heading(column));
            if (typeof(Payment).GetProperty(column)!.PropertyType == typeof(float))
            {
                heading.RightAligned();
            }
        }

        Add("Oddest");
        Add("Planted");
        foreach (var finding in findings)
        {
            table.AddRow([
                $"{finding.Score:0}",
                .. PaymentPipeline.Columns.Select(column => Mark(finding, column)),
                Heading(finding.OddestColumn),
                Heading(finding.Payment.Planted)]);
        }

        return table;

        TableColumn Add(string heading)
        {
            var column = new TableColumn(heading) { Padding = new Padding(0) };
            table.AddColumn(column);
            return column;
        }
    }

    private static string Heading(string column) => column == nameof(Payment.AccountAge) ? "Age" : column;

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
