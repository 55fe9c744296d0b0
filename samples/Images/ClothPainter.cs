using System.Globalization;
using SkiaSharp;

namespace ImageDefects;

/// <summary>Paints woven cloth in colour, good and with defects: scratches, stains and holes.</summary>
internal sealed class ClothPainter(string folder, int seed)
{
    internal const int Side = 64;
    private const double Period = 16;

    private readonly Random _random = new(seed);

    /// <summary>Paints several pictures.</summary>
    /// <param name="name">What their names begin with.</param>
    /// <param name="count">How many.</param>
    /// <param name="areGood">Whether they have no defect.</param>
    internal PictureFile[] Paint(string name, int count, bool areGood)
    {
        Directory.CreateDirectory(folder);
        return [.. Enumerable.Range(0, count).Select(i => Paint(
            string.Create(CultureInfo.InvariantCulture, $"{name}-{i:000}.png"), areGood ? null : CreateDefect()))];
    }

    private static byte Level(double value) => (byte)Math.Round(255 * Math.Clamp(value, 0, 1));

    private Defect CreateDefect()
    {
        var isScratch = _random.Next(2) == 0;
        return new Defect(
            8 + (_random.NextDouble() * (Side - 16)),
            8 + (_random.NextDouble() * (Side - 16)),
            isScratch ? 7 + (5 * _random.NextDouble()) : 3 + (2 * _random.NextDouble()),
            isScratch ? 1.2 : 3 + (2 * _random.NextDouble()),
            _random.NextDouble() * Math.PI);
    }

    private PictureFile Paint(string file, Defect? defect)
    {
        using var bitmap = new SKBitmap(Side, Side, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var (shiftX, shiftY) = (_random.NextDouble() * Period, _random.NextDouble() * Period);
        var light = 0.9 + (0.2 * _random.NextDouble());
        double[] stain = [.. Enumerable.Range(0, 3).Select(_ => (0.12 + (0.18 * _random.NextDouble())) * (_random.Next(2) == 0 ? 1 : -1))];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var warp = 0.5 + (0.5 * Math.Sin(2 * Math.PI * (x + shiftX) / Period));
                var weft = 0.5 + (0.5 * Math.Sin(2 * Math.PI * (y + shiftY) / Period));
                double[] color = [0.25 + (0.45 * warp), 0.3 + (0.25 * warp * weft), 0.35 + (0.4 * weft)];
                for (var channel = 0; channel < color.Length; channel++)
                {
                    color[channel] = (color[channel] * light) + (0.03 * (_random.NextDouble() - 0.5));
                    color[channel] += defect?.Covers(x, y) == true ? stain[channel] : 0;
                }

                bitmap.SetPixel(x, y, new SKColor(Level(color[0]), Level(color[1]), Level(color[2])));
            }
        }

        using var image = SKImage.FromBitmap(bitmap);
        using var png = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        using var stream = File.Create(System.IO.Path.Combine(folder, file));
        png.SaveTo(stream);
        return new PictureFile(file, defect);
    }
}
