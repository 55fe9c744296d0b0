using System.Buffers;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class DistortionCorruption : Corruption
{
    // The bends are drawn at so many places along each side, and in between they are interpolated.
    private const int BendsPerSide = 5;

    internal DistortionCorruption(ImageShape image, float shift, float rotation, float scale, float bend)
    {
        ArgumentNullException.ThrowIfNull(image);
        Image = image;
        Shift = CheckRange(shift, 1, nameof(shift));
        Rotation = CheckRange(rotation, 180, nameof(rotation));
        Scale = CheckRange(scale, 1, nameof(scale));
        Bend = CheckRange(bend, 1, nameof(bend));
    }

    public ImageShape Image { get; }

    public float Shift { get; }

    public float Rotation { get; }

    public float Scale { get; }

    public float Bend { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters =>
        [("image", Image), ("shift", Shift), ("rotation", Rotation), ("scale", Scale), ("bend", Bend)];

    internal override IEnumerable<ImageShape> ImageShapes => [Image];

    internal override void Apply(Span<float> row, RowRandom random, float minimum, float maximum)
    {
        Span<float> draws = stackalloc float[6];
        random.FillUniform(draws);
        var angle = Symmetric(draws[0]) * Rotation * MathF.PI / 180;
        var (sine, cosine) = MathF.SinCos(angle);
        var (scaleX, scaleY) = (MathF.Pow(1 + Scale, Symmetric(draws[1])), MathF.Pow(1 + Scale, Symmetric(draws[2])));
        var shear = Symmetric(draws[3]) * Scale;
        Span<float> bends = stackalloc float[2 * BendsPerSide * BendsPerSide];
        random.FillGaussian(bends);
        var bendsX = bends[..(bends.Length / 2)];
        var bendsY = bends[(bends.Length / 2)..];

        var (height, width) = (Image.Height, Image.Width);
        var (pixelStep, channelStep) = Image.Steps;
        var (middleX, middleY) = ((width - 1) / 2f, (height - 1) / 2f);
        var (shiftX, shiftY) = (Symmetric(draws[4]) * Shift * width, Symmetric(draws[5]) * Shift * height);
        var (bendX, bendY) = (Bend * width, Bend * height);
        var rented = ArrayPool<float>.Shared.Rent(row.Length);
        var source = rented.AsSpan(0, row.Length);
        row.CopyTo(source);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (left, top) = (x - middleX + (shear * (y - middleY)), y - middleY);
                var sourceX = middleX + shiftX + (scaleX * ((cosine * left) - (sine * top))) + (bendX * Interpolate(bendsX, x, y));
                var sourceY = middleY + shiftY + (scaleY * ((sine * left) + (cosine * top))) + (bendY * Interpolate(bendsY, x, y));
                // Outside, the image goes on as it is at its edge.
                sourceX = Math.Clamp(sourceX, 0, width - 1);
                sourceY = Math.Clamp(sourceY, 0, height - 1);
                var (column, line) = ((int)sourceX, (int)sourceY);
                var (right, below) = (sourceX - column, sourceY - line);
                var first = ((line * width) + column) * pixelStep;
                var nextColumn = column + 1 < width ? pixelStep : 0;
                var nextLine = line + 1 < height ? width * pixelStep : 0;
                var target = ((y * width) + x) * pixelStep;
                for (var channel = 0; channel < Image.Channels; channel++)
                {
                    var place = first + (channel * channelStep);
                    var upper = source[place] + (right * (source[place + nextColumn] - source[place]));
                    place += nextLine;
                    var lower = source[place] + (right * (source[place + nextColumn] - source[place]));
                    row[target + (channel * channelStep)] = upper + (below * (lower - upper));
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private static float Symmetric(float draw) => (2 * draw) - 1;

    private static float CheckRange(float value, float most, string parameter) => value >= 0 && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, $"A distortion's {parameter} must be from 0 to {most}.");

    /// <summary>Between the four bends around a pixel.</summary>
    private float Interpolate(ReadOnlySpan<float> bends, int x, int y)
    {
        var (across, down) = (
            x * (BendsPerSide - 1) / (float)Math.Max(1, Image.Width - 1), y * (BendsPerSide - 1) / (float)Math.Max(1, Image.Height - 1));
        var (column, line) = (Math.Min((int)across, BendsPerSide - 2), Math.Min((int)down, BendsPerSide - 2));
        var (right, below) = (across - column, down - line);
        var first = (line * BendsPerSide) + column;
        var upper = bends[first] + (right * (bends[first + 1] - bends[first]));
        var lower = bends[first + BendsPerSide] + (right * (bends[first + BendsPerSide + 1] - bends[first + BendsPerSide]));
        return upper + (below * (lower - upper));
    }
}
