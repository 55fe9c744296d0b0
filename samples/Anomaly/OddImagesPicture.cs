using System.Globalization;
using Samples.Pictures;
using ScottPlot.Colormaps;
using SkiaSharp;

namespace Anomaly;

/// <summary>The images with the highest and the lowest scores, each above a heat map of its pixels' errors.</summary>
internal static class OddImagesPicture
{
    private const int Shown = 10;

    private static readonly float[] Ticks = [0f, 0.25f, 0.5f, 0.75f, 1f];

    internal static void Save(string path, IReadOnlyList<ScoredImage> images, int digit)
    {
        var ordered = images.OrderBy(image => image.Score).ToArray();
        var ordinary = ordered[..Shown];
        var oddest = ordered.Reverse().Take(Shown).ToArray();
        var oddestOfDigit = ordered.Where(image => image.Label == 0).Reverse().Take(Shown).ToArray();
        var mistaken = ordered.Where(image => image.Label > 0).Take(Shown).ToArray();

        // One scale for all, so that heat maps can be compared; a few single pixels beyond it are as bright as the brightest.
        var brightest = oddest.Average(image => image.PixelErrors.Max());
        var picture = new ImageGrid(
            $"Test images, their scores and the errors of their pixels; the detector learnt from {digit}s alone",
            labelWidth: 100);
        Add("All digits: highest scores", oddest);
        Add("All digits: lowest scores", ordinary);
        Add($"Only {digit}s: highest scores", oddestOfDigit);
        Add($"Without the {digit}s: lowest scores", mistaken);
        picture.AddSection("Colours")
            .AddColorScale(
                "pixel error", Heat, [.. Ticks.Select(tick => (tick, (tick * brightest).ToString("0", CultureInfo.InvariantCulture)))])
            .AddNote("1 is the mean over the pixels of an ordinary image. Errors beyond the scale look like its end.")
            .AddNote(
                "A bright pixel has ink where the detector expects none, or none where it expects ink. " +
                "The score looks at more than these errors.");
        picture.Save(path);

        void Add(string heading, ScoredImage[] part) => picture.AddSection(heading)
            .AddRow("image", [.. part.Select(image => image.Features)])
            .AddRow(
                "pixel error", [.. part.Select(image => image.PixelErrors)], error => Heat(error / brightest),
                [.. part.Select(image => Caption(image.Score))]);
    }

    private static string Caption(float score) => score.ToString(score < 100 ? "0.00" : "N0", CultureInfo.InvariantCulture);

    private static SKColor Heat(float fraction)
    {
        // The square root shows small errors beside great ones.
        var color = new Inferno().GetColor(Math.Sqrt(Math.Min(fraction, 1f)));
        return new SKColor(color.R, color.G, color.B);
    }
}
