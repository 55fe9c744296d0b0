using SkiaSharp;

namespace Samples.Pictures;

/// <summary>The font of the pictures: a common one without serifs, if the machine has any. Left to itself, Skia takes the first font
/// that it finds on Linux.</summary>
public static class PictureFont
{
    private static readonly string[] Candidates = ["Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial"];

    public static readonly string Family =
        Candidates.Intersect(SKFontManager.Default.FontFamilies).FirstOrDefault() ?? SKTypeface.Default.FamilyName;
}
