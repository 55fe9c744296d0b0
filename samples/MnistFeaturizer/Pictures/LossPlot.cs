using Microsoft.ML.AutoEncoder;
using Samples.Pictures;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MnistFeaturizer.Pictures;

/// <summary>The reconstruction loss over the epochs of the training, and what it is on images that training did not see.</summary>
internal static class LossPlot
{
    private const int Width = 900;
    private const int Height = 540;
    private const float LegendSymbolWidth = 32;

    /// <summary>The highest loss stays below the legend.</summary>
    private const double Headroom = 1.25;

    internal static void Save(string path, IReadOnlyList<EpochMetrics> history, double testLoss)
    {
        using var plot = new Plot();
        var training = plot.Add.Scatter(
            history.Select(epoch => epoch.Epoch).ToArray(), history.Select(epoch => epoch.ReconstructionLoss).ToArray());
        training.LegendText = "training images, mean over the epoch";
        training.LineWidth = 2;
        training.MarkerSize = 8;

        var test = plot.Add.HorizontalLine(testLoss);
        test.LegendText = "test images, after the training";
        test.LinePattern = LinePattern.Dashed;

        PictureStyle.Apply(plot, "Reconstruction loss of the autoencoder", "epoch", "mean squared error per pixel (pixels from 0 to 1)");
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            MinorTickGenerator = new EvenlySpacedMinorTickGenerator(0),
        };
        plot.Axes.SetLimitsY(0, Headroom * history.Max(epoch => epoch.ReconstructionLoss));
        plot.ShowLegend(Alignment.UpperRight).SymbolWidth = LegendSymbolWidth;
        plot.SavePng(path, Width, Height);
    }
}
