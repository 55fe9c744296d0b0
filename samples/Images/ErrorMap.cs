namespace ImageDefects;

/// <summary>The errors of a picture's pixels, over all colours and smoothed: a defect has neighbours, noise has none.</summary>
internal sealed class ErrorMap
{
    private const int Radius = 1;
    private const int Channels = 3;

    /// <param name="errors">The errors of red, green and blue of each pixel.</param>
    internal ErrorMap(float[] errors)
    {
        const int side = ClothPainter.Side;
        Values = new float[side * side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (sum, count) = (0f, 0);
                for (var j = Math.Max(0, y - Radius); j <= Math.Min(side - 1, y + Radius); j++)
                {
                    for (var i = Math.Max(0, x - Radius); i <= Math.Min(side - 1, x + Radius); i++)
                    {
                        sum += errors.AsSpan(((j * side) + i) * Channels, Channels).ToArray().Sum();
                        count += Channels;
                    }
                }

                Values[(y * side) + x] = sum / count;
            }
        }
    }

    /// <summary>The mean squared error around each pixel.</summary>
    internal float[] Values { get; }

    internal float At(int x, int y) => Values[(y * ClothPainter.Side) + x];

    /// <summary>How odd the picture is: as its oddest place.</summary>
    internal float Score => Values.Max();

    /// <summary>The oddest place.</summary>
    internal (int X, int Y) Brightest
    {
        get
        {
            var place = Array.IndexOf(Values, Score);
            return (place % ClothPainter.Side, place / ClothPainter.Side);
        }
    }
}
