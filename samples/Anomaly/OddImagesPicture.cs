using Samples.Pictures;
using ScottPlot.Colormaps;
using SkiaSharp;

namespace Anomaly;

/// <summary>The oddest and the most ordinary images, each above a heat map that shows which pixels made it odd.</summary>
internal static class OddImagesPicture
{
    private const int Shown = 10;

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
            $"A detector that knows only {digit}: its test images with their scores and the errors of their pixels", labelWidth: 100);
        Add("The ten oddest", oddest);
        Add("The ten most ordinary", ordinary);
        Add($"The ten oddest {digit}s", oddestOfDigit);
        Add($"The ten other digits that look most like a {digit}", mistaken);
        picture.Save(path);

        void Add(string heading, ScoredImage[] part) => picture.AddSection(heading)
            .AddRow("image", [.. part.Select(image => image.Features)])
            .AddRow(
                "pixel errors", [.. part.Select(image => image.PixelErrors)], error => Heat(error / brightest),
                [.. part.Select(image => FormattableString.Invariant($"{image.Score:0.00}"))]);
    }

    private static SKColor Heat(float fraction)
    {
        // The square root shows small errors beside great ones.
        var color = new Inferno().GetColor(Math.Sqrt(Math.Min(fraction, 1f)));
        return new SKColor(color.R, color.G, color.B);
    }
}
