using System.Globalization;
using Samples.Pictures;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace FewLabels;

/// <summary>Accuracy against the number of labels, with a band from the lowest to the highest of the draws.</summary>
internal static class AccuracyPlot
{
    private const int Width = 900;
    private const int Height = 600;
    private const double BandOpacity = 0.2;

    internal static void Save(string path, IReadOnlyList<Curve> curves)
    {
        using var plot = new Plot();
        foreach (var curve in curves)
        {
            double[] labels = [.. curve.Points.Select(point => Math.Log10(point.Labels))];
            var line = plot.Add.Scatter(labels, [.. curve.Points.Select(point => point.Accuracies.Average())]);
            line.LegendText = curve.Name;
            line.LineWidth = 2;
            line.MarkerSize = 7;
            var band = plot.Add.FillY(
                labels,
                [.. curve.Points.Select(point => point.Accuracies.Min())],
                [.. curve.Points.Select(point => point.Accuracies.Max())]);
            band.FillColor = line.Color.WithAlpha(BandOpacity);
            band.LineWidth = 0;
            band.MarkerSize = 0;
        }

        PictureStyle.Apply(plot, "MNIST with few labels", "images with a label, of 60,000", "accuracy on 10,000 test images");
        int[] ticks = [.. curves.SelectMany(curve => curve.Points.Select(point => point.Labels)).Distinct().Order()];
        plot.Axes.Bottom.TickGenerator = new NumericManual(
            [.. ticks.Select(labels => Math.Log10(labels))],
            [.. ticks.Select(labels => labels.ToString("#,0", CultureInfo.InvariantCulture))]);
        plot.ShowLegend(Alignment.LowerRight);
        plot.SavePng(path, Width, Height);
    }
}
