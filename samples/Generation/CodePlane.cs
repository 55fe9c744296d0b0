using System.Globalization;
using Microsoft.ML.AutoEncoder;
using Mnist;
using Samples.Pictures;
using ScottPlot;

namespace Generation;

/// <summary>A code of two values as a plane: where images of each digit lie, and what each place decodes to.</summary>
internal static class CodePlane
{
    private const int PlotSize = 760;
    private const int Places = 17;

    /// <summary>About 95% of the standard normal distribution lie so far from 0.</summary>
    private const float Reach = 2f;

    /// <summary>Ten that are told apart where they mix.</summary>
    private static readonly string[] DigitColors =
        ["#e6194b", "#4363d8", "#f58231", "#3cb44b", "#911eb4", "#808000", "#00b7c3", "#555555", "#f032e6", "#9a6324"];

    internal static void SaveCodes(string path, AutoEncoderTransformer model, MnistImages images)
    {
        using var plot = new Plot();
        var legend = new List<LegendItem>();
        var names = new List<(int Digit, Coordinates Place)>();
        foreach (var digit in images.GroupBy(image => image.Digit).OrderBy(digit => digit.Key))
        {
            var codes = digit.Select(image => Encode(model, image.Features)).ToArray();
            var (first, second) = (codes.Select(code => (double)code[0]).ToArray(), codes.Select(code => (double)code[1]).ToArray());
            var points = plot.Add.ScatterPoints(first, second);
            var color = Color.FromHex(DigitColors[digit.Key]);
            points.Color = color.WithAlpha(0.6);
            points.MarkerSize = 4;
            names.Add((digit.Key, new Coordinates(Median(first), Median(second))));
            legend.Add(new LegendItem
            {
                LabelText = $"{digit.Key}",
                LabelFontName = PictureFont.Family,
                MarkerShape = MarkerShape.FilledCircle,
                MarkerSize = 12,
                MarkerFillColor = color,
            });
        }

        // Above all points.
        foreach (var (digit, place) in names)
        {
            var name = plot.Add.Text($"{digit}", place);
            name.LabelFontName = PictureFont.Family;
            name.LabelFontSize = 22;
            name.LabelBold = true;
            name.LabelAlignment = Alignment.MiddleCenter;
            name.LabelBackgroundColor = Colors.White.WithAlpha(0.75);
            name.LabelFontColor = Colors.Black;
        }

        PictureStyle.Apply(
            plot, $"Codes of {images.Count:N0} test images, each digit named at its median", "first value of the code",
            "second value of the code");
        plot.Axes.SquareUnits();
        plot.ShowLegend(legend, Alignment.UpperRight);
        plot.Legend.FontSize = 18;
        plot.SavePng(path, PlotSize, PlotSize);
    }

    internal static void SaveDecoded(string path, AutoEncoderTransformer model)
    {
        var picture = new ImageGrid(
            "Decoded: first value to the right, second upwards", pixelSize: 1, labelWidth: 28, gap: 0);
        for (var row = 0; row < Places; row++)
        {
            // Upwards, as in the plot.
            var second = Coordinate(Places - 1 - row);
            picture.AddRow(
                Name(Places - 1 - row), [.. Enumerable.Range(0, Places).Select(column => Decode(model, [Coordinate(column), second]))],
                captions: row == Places - 1 ? [.. Enumerable.Range(0, Places).Select(Name)] : null);
        }

        picture.Save(path);
    }

    private static string Name(int place) =>
        place % (Places / 4) == 0 ? Coordinate(place).ToString("0", CultureInfo.InvariantCulture) : string.Empty;

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

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
