using System.Globalization;
using SkiaSharp;

namespace ImageDefects;

/// <summary>Pictures beside their reconstructions and heat maps of the error over them, with the scale of the heat.</summary>
internal static class HeatMapPicture
{
    private const int Zoom = 3;
    private const int Cell = (ClothPainter.Side * Zoom) + 8;
    private const int Top = 28;
    private const int ScaleHeight = 56;

    internal static void Save(string path, IReadOnlyList<(ScoredPicture Picture, ErrorMap Map)> rows)
    {
        var hottest = rows.Max(row => row.Map.Score);
        using var surface = SKSurface.Create(new SKImageInfo((3 * Cell) + 8, Top + (rows.Count * Cell) + ScaleHeight));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        Write(canvas, "picture", 8, 20);
        Write(canvas, "reconstruction", 8 + Cell, 20);
        Write(canvas, "error over the picture", 8 + (2 * Cell), 20);
        for (var i = 0; i < rows.Count; i++)
        {
            var (picture, map) = rows[i];
            var top = Top + (i * Cell);
            Draw(canvas, (x, y) => Color(picture.Pixels, x, y), 8, top);
            Draw(canvas, (x, y) => Color(picture.Reconstruction, x, y), 8 + Cell, top);
            Draw(canvas, (x, y) => Mix(Color(picture.Pixels, x, y), map.At(x, y) / hottest), 8 + (2 * Cell), top);
        }

        DrawScale(canvas, hottest, Top + (rows.Count * Cell));
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        using var file = File.Create(path);
        png.SaveTo(file);
    }

    private static void Draw(SKCanvas canvas, Func<int, int, SKColor> color, int left, int top)
    {
        using var bitmap = new SKBitmap(ClothPainter.Side, ClothPainter.Side);
        for (var y = 0; y < ClothPainter.Side; y++)
        {
            for (var x = 0; x < ClothPainter.Side; x++)
            {
                bitmap.SetPixel(x, y, color(x, y));
            }
        }

        using var image = SKImage.FromBitmap(bitmap);
        using var paint = new SKPaint { FilterQuality = SKFilterQuality.None };
        canvas.DrawImage(image, SKRect.Create(left, top, Cell - 8, Cell - 8), paint);
    }

    private static void DrawScale(SKCanvas canvas, float hottest, int top)
    {
        var width = (3 * Cell) - 8;
        for (var x = 0; x < width; x++)
        {
            using var paint = new SKPaint { Color = Heat((float)x / width) };
            canvas.DrawRect(8 + x, top, 1, 20, paint);
        }

        Write(canvas, "0", 8, top + 40);
        Write(canvas, string.Create(CultureInfo.InvariantCulture, $"squared error {hottest:0.000}"), width - 140, top + 40);
    }

    private static SKColor Color(float[] pixels, int x, int y)
    {
        var start = ((y * ClothPainter.Side) + x) * 3;
        return new SKColor(Level(pixels[start]), Level(pixels[start + 1]), Level(pixels[start + 2]));
    }

    private static byte Level(float value) => (byte)MathF.Round(255 * Math.Clamp(value, 0, 1));

    private static SKColor Mix(SKColor picture, float fraction)
    {
        var (heat, part) = (Heat(fraction), Math.Clamp(fraction * 4, 0.35f, 0.9f));
        return new SKColor(Part(picture.Red, heat.Red), Part(picture.Green, heat.Green), Part(picture.Blue, heat.Blue));

        byte Part(byte one, byte two) => (byte)((one * (1 - part)) + (two * part));
    }

    private static SKColor Heat(float fraction)
    {
        // From black over red and yellow to white.
        var level = 3 * Math.Clamp(fraction, 0, 1);
        return new SKColor(Level(level), Level(level - 1), Level(level - 2));
    }

    private static void Write(SKCanvas canvas, string text, float left, float baseline)
    {
        using var typeface = SKTypeface.FromFamilyName("DejaVu Sans");
        using var font = new SKFont(typeface, 15);
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.DrawText(text, left, baseline, font, paint);
    }
}
