using Samples.Pictures;
using ScottPlot;

namespace Anomaly;

/// <summary>How many of the other digits are found, for each part of the digit's own images that is taken for one of them.</summary>
internal static class RocPlot
{
    private const int Size = 700;

    internal static void Save(string path, IReadOnlyList<ScoredImage> images, int digit, double area)
    {
        var (positives, negatives) = (images.Count(image => image.Label > 0), images.Count(image => image.Label == 0));
        var (found, mistaken) = (0, 0);
        var curve = new List<Coordinates> { new(0, 0) };
        foreach (var group in images.GroupBy(image => image.Score).OrderByDescending(group => group.Key))
        {
            found += group.Count(image => image.Label > 0);
            mistaken += group.Count(image => image.Label == 0);
            curve.Add(new Coordinates(mistaken / (double)negatives, found / (double)positives));
        }

        using var plot = new Plot();
        var line = plot.Add.ScatterLine(curve);
        line.LineWidth = 3;
        line.LegendText = FormattableString.Invariant($"detector, area {area:0.0000}");
        var chance = plot.Add.Line(0, 0, 1, 1);
        chance.LinePattern = LinePattern.Dashed;
        chance.LegendText = "chance";
        var threshold = plot.Add.Marker(
            images.Count(image => image.Label == 0 && image.PredictedLabel) / (double)negatives,
            images.Count(image => image.Label > 0 && image.PredictedLabel) / (double)positives);
        threshold.MarkerSize = 12;
        threshold.LegendText = "threshold of the model";
        PictureStyle.Apply(
            plot, $"Digit {digit} against the rest, test images", $"part of the {digit}s taken for another digit",
            "part of the other digits that are found");
        plot.Axes.SetLimits(-0.01, 1.01, -0.01, 1.01);
        plot.ShowLegend(Alignment.LowerRight);
        plot.SavePng(path, Size, Size);
    }
}
