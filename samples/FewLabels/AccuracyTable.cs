using Spectre.Console;

namespace FewLabels;

/// <summary>The same as numbers: the mean over the draws.</summary>
internal static class AccuracyTable
{
    internal static Table Create(IReadOnlyList<Curve> curves)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn("Labels").RightAligned());
        foreach (var curve in curves)
        {
            table.AddColumn(new TableColumn(curve.Name).RightAligned());
        }

        foreach (var labels in curves[0].Points.Select(point => point.Labels))
        {
            table.AddRow([$"{labels:N0}", .. curves.Select(curve =>
                $"{curve.Points.Single(point => point.Labels == labels).Accuracies.Average():0.0000}")]);
        }

        return table;
    }
}
