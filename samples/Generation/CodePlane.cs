using Microsoft.ML.AutoEncoder;
using Mnist;
using Samples.Pictures;
using ScottPlot;

namespace Generation;

/// <summary>A code of two values as a plane: where images of each digit lie, and what each place decodes to.</summary>
internal static class CodePlane
{
    private const int PlotSize = 900;
    private const int Places = 20;

    /// <summary>About 95% of the standard normal distribution lie so far from 0.</summary>
    private const float Reach = 2f;

    internal static void SaveCodes(string path, AutoEncoderTransformer model, MnistImages images)
    {
        using var plot = new Plot();
        var palette = new ScottPlot.Palettes.Category10();
        foreach (var digit in images.GroupBy(image => image.Digit).OrderBy(digit => digit.Key))
        {
            var codes = digit.Select(image => Encode(model, image.Features)).ToArray();
            var points = plot.Add.ScatterPoints(
                codes.Select(code => (double)code[0]).ToArray(), codes.Select(code => (double)code[1]).ToArray());
            points.Color = palette.GetColor(digit.Key).WithAlpha(0.6);
            points.MarkerSize = 4;
            points.LegendText = $"{digit.Key}";
        }

        PictureStyle.Apply(plot, $"Codes of {images.Count:N0} test images", "first value of the code", "second value of the code");
        plot.Axes.SquareUnits();
        plot.ShowLegend(Alignment.UpperRight);
        plot.SavePng(path, PlotSize, PlotSize);
    }

    internal static void SaveDecoded(string path, AutoEncoderTransformer model)
    {
        var picture = new ImageGrid(
            FormattableString.Invariant($"Codes from −{Reach} to {Reach} in both directions, decoded"), pixelSize: 1, labelWidth: 0,
            gap: 0);
        for (var row = 0; row < Places; row++)
        {
            // Upwards, as in the plot.
            var second = Coordinate(Places - 1 - row);
            picture.AddRow(string.Empty, [.. Enumerable.Range(0, Places).Select(column => Decode(model, [Coordinate(column), second]))]);
        }

        picture.Save(path);
    }

    private static float Coordinate(int place) => Reach * ((2f * place / (Places - 1)) - 1f);

    private static float[] Encode(AutoEncoderTransformer model, float[] pixels)
    {
        var code = new float[model.CodeSize];
        model.Encode(pixels, code);
        return code;
    }

    private static float[] Decode(AutoEncoderTransformer model, float[] code)
    {
        var pixels = new float[model.InputSize];
        model.Decode(code, pixels);
        return pixels;
    }
}
