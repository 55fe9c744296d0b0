using Samples.Pictures;
using ScottPlot;

namespace Tabular;

/// <summary>The scores of all payments, and the columns behind the highest.</summary>
internal static class FindingPlots
{
    private const int BinCount = 60;

    internal static void SaveScores(string path, IReadOnlyList<Finding> findings, double lowestFound)
    {
        using var plot = new Plot();
        var logarithms = findings.Select(finding => Math.Log10(finding.Score)).ToArray();
        var (lowest, highest) = (logarithms.Min(), logarithms.Max());
        var width = (highest - lowest) / BinCount;
        Add(0, "ordinary payments", Colors.C0);
        Add(1, "planted anomalies", Colors.C1);
        var line = plot.Add.VerticalLine(Math.Log10(lowestFound));
        line.LinePattern = LinePattern.Dashed;
        line.Color = Colors.Black;
        line.LegendText = "lowest score above the threshold";
        PictureStyle.Apply(plot, "Scores of the test payments", "score", "number of payments");
        // Both axes have logarithms: a score of 1,000 is one row in so many, and there are 19 ordinary payments for an anomaly.
        plot.Axes.Bottom.SetTicks([0, 1, 2, 3, 4], ["1", "10", "100", "1,000", "10,000"]);
        plot.Axes.Left.SetTicks([Height(1), Height(10), Height(100), Height(1_000)], ["1", "10", "100", "1,000"]);
        plot.Axes.SetLimits(-0.1, Math.Max(4, highest) + 0.1, 0, Height(1_000));
        plot.ShowLegend(Alignment.UpperRight);
        plot.Legend.FontSize = 16;
        plot.SavePng(path, 900, 540);

        void Add(float label, string name, Color color)
        {
            var values = findings.Where(finding => finding.Payment.Label == label).Select(finding => Math.Log10(finding.Score)).ToArray();
            var counts = new double[BinCount];
            foreach (var value in values)
            {
                counts[Math.Min(BinCount - 1, (int)((value - lowest) / width))]++;
            }

            Bar[] histogram = [.. counts.Select((count, bin) => new Bar
            {
                Position = lowest + ((bin + 0.5) * width),
                Value = Height(count),
                Size = width,
                FillColor = color.WithAlpha(0.6),
                LineWidth = 0,
            })];
            var bars = plot.Add.Bars(histogram);
            bars.LegendText = $"{values.Length:N0} {name}";
        }

        // A single payment can be seen, too.
        static double Height(double count) => count == 0 ? 0 : Math.Log10(2 * count);
    }

    internal static void SaveColumns(string path, IReadOnlyList<Finding> oddest)
    {
        var columns = PaymentPipeline.Columns.ToArray();
        var shares = new double[oddest.Count, columns.Length];
        for (var row = 0; row < oddest.Count; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                shares[row, column] = oddest[row].ColumnErrors[columns[column]];
            }
        }

        using var plot = new Plot();
        var heatmap = plot.Add.Heatmap(shares);
        heatmap.Colormap = new ScottPlot.Colormaps.Inferno();
        plot.Add.ColorBar(heatmap).Label = "part of the error";
        PictureStyle.Apply(plot, "Which column made the oddest payments odd", string.Empty, "score, and the column that was changed");
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, columns.Length).Select(column => (double)column)], columns);
        plot.Axes.Left.SetTicks(
            [.. Enumerable.Range(0, oddest.Count).Select(row => (double)(oddest.Count - 1 - row))],
            [.. oddest.Select(Caption)]);
        plot.Axes.SetLimits(-0.5, columns.Length - 0.5, -0.5, oddest.Count - 0.5);
        plot.SavePng(path, 900, 640);
    }

    private static string Caption(Finding finding) => FormattableString.Invariant(
        $"{finding.Score:N0}  {(finding.Payment.Planted.Length == 0 ? "none" : finding.Payment.Planted)}");
}
