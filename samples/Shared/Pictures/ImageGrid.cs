using Mnist;
using SkiaSharp;

namespace Samples.Pictures;

/// <summary>A picture of rows of digits, each row with a label on the left.</summary>
/// <param name="title">Stands above; may be empty.</param>
/// <param name="pixelSize">The width of a digit's pixel in pixels of the picture.</param>
/// <param name="labelWidth">The room for labels; 0 for none.</param>
/// <param name="gap">The room between digits.</param>
public sealed class ImageGrid(string title, int pixelSize = 4, int labelWidth = 128, int gap = 6)
{
    private const int Margin = 16;
    private const int TitleHeight = 40;
    private const int SectionHeight = 44;
    private const int CaptionHeight = 20;
    private const int NoteHeight = 26;
    private const int ScaleHeight = 14;
    private const int ScaleWidth = 260;
    private const float TitleFontSize = 20;
    private const float LabelFontSize = 16;
    private const float CaptionFontSize = 14;

    private readonly int _digitSize = MnistImage.Side * pixelSize;
    private readonly List<Action<SKCanvas>> _drawings = [];
    private int _bottom = Margin + (title.Length > 0 ? TitleHeight : 0);
    private int _columnCount;

    /// <summary>Starts a new part of the picture, with a heading of its own.</summary>
    public ImageGrid AddSection(string heading)
    {
        var baseline = _bottom + SectionHeight - 14;
        _drawings.Add(canvas => DrawText(canvas, heading, Margin, baseline, TitleFontSize));
        _bottom += SectionHeight;
        return this;
    }

    /// <param name="label">Stands on the left.</param>
    /// <param name="images">Pixels from 0 to 1, each with the color that <paramref name="color"/> gives it.</param>
    /// <param name="color">Null: 0 is black, 1 is white.</param>
    /// <param name="captions">Stand below the images, if given.</param>
    public ImageGrid AddRow(
        string label, IReadOnlyList<float[]> images, Func<float, SKColor>? color = null, IReadOnlyList<string>? captions = null)
    {
        var top = _bottom;
        _drawings.Add(canvas => DrawText(canvas, label, Margin, top + ((_digitSize + LabelFontSize) / 2), LabelFontSize));
        for (var i = 0; i < images.Count; i++)
        {
            var (pixels, caption, left) = (images[i], captions?[i], Margin + labelWidth + (i * (_digitSize + gap)));
            _drawings.Add(canvas =>
            {
                DrawDigit(canvas, pixels, color ?? Gray, left, top);
                DrawText(canvas, caption ?? string.Empty, left, top + _digitSize + CaptionHeight - 4, CaptionFontSize);
            });
        }

        _columnCount = Math.Max(_columnCount, images.Count);
        _bottom += _digitSize + gap + (captions is null ? 0 : CaptionHeight);
        return this;
    }

    /// <summary>A line of text.</summary>
    public ImageGrid AddNote(string text)
    {
        var baseline = _bottom + NoteHeight - 8;
        _drawings.Add(canvas => DrawText(canvas, text, Margin, baseline, LabelFontSize));
        _bottom += NoteHeight;
        return this;
    }

    /// <summary>What the colors of rows mean.</summary>
    /// <param name="label">Stands on the left.</param>
    /// <param name="color">The colors of 0 to 1.</param>
    /// <param name="ticks">Values from 0 to 1, with their names.</param>
    public ImageGrid AddColorScale(string label, Func<float, SKColor> color, IReadOnlyList<(float Value, string Name)> ticks)
    {
        var (left, top) = (Margin + labelWidth, _bottom + gap);
        _drawings.Add(canvas =>
        {
            DrawText(canvas, label, Margin, top + ScaleHeight, LabelFontSize);
            using var paint = new SKPaint();
            for (var x = 0; x < ScaleWidth; x++)
            {
                paint.Color = color((float)x / (ScaleWidth - 1));
                canvas.DrawRect(left + x, top, 1, ScaleHeight, paint);
            }

            foreach (var (value, name) in ticks)
            {
                DrawText(canvas, name, left + (value * ScaleWidth), top + ScaleHeight + CaptionHeight - 4, CaptionFontSize);
            }
        });
        _bottom = top + ScaleHeight + CaptionHeight + gap;
        return this;
    }

    public void Save(string path)
    {
        using var surface = SKSurface.Create(new SKImageInfo(
            Margin + labelWidth + (_columnCount * (_digitSize + gap)) - gap + Margin, _bottom - gap + Margin));
        surface.Canvas.Clear(SKColors.White);
        DrawText(surface.Canvas, title, Margin, Margin + TitleFontSize, TitleFontSize);
        foreach (var draw in _drawings)
        {
            draw(surface.Canvas);
        }

        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        using var file = File.Create(path);
        png.SaveTo(file);
    }

    private static SKColor Gray(float value)
    {
        var level = (byte)MathF.Round(Math.Clamp(value, 0f, 1f) * byte.MaxValue);
        return new SKColor(level, level, level);
    }

    private void DrawDigit(SKCanvas canvas, float[] pixels, Func<float, SKColor> color, int left, int top)
    {
        using var bitmap = new SKBitmap(MnistImage.Side, MnistImage.Side);
        for (var i = 0; i < pixels.Length; i++)
        {
            bitmap.SetPixel(i % MnistImage.Side, i / MnistImage.Side, color(pixels[i]));
        }

        using var image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, SKRect.Create(left, top, _digitSize, _digitSize), new SKSamplingOptions(SKFilterMode.Nearest));
    }

    private static void DrawText(SKCanvas canvas, string text, float left, float baseline, float size)
    {
        using var typeface = SKTypeface.FromFamilyName(PictureFont.Family);
        using var font = new SKFont(typeface, size);
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.DrawText(text, left, baseline, font, paint);
    }
}
