using ScottPlot;

namespace Samples.Pictures;

/// <summary>What all plots look like.</summary>
public static class PictureStyle
{
    private const float TitleFontSize = 20;
    private const float AxisFontSize = 16;

    public static void Apply(Plot plot, string title, string bottom, string left)
    {
        plot.Font.Set(PictureFont.Family);
        plot.Title(title, size: TitleFontSize);
        plot.XLabel(bottom, size: AxisFontSize);
        plot.YLabel(left, size: AxisFontSize);
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.Bold = false;
    }
}
