using System.Buffers;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class DistortionCorruption : Corruption
{
    // The bends are drawn at so many places along each side, and in between they are interpolated.
    private const int BendsPerSide = 5;

    private readonly (int First, float Part)[] _bendPlaces;

    internal DistortionCorruption(ImageShape image, float shift, float rotation, float scale, float bend)
    {
        ArgumentNullException.ThrowIfNull(image);
        Image = image;
        Shift = CheckRange(shift, 1, nameof(shift));
        Rotation = CheckRange(rotation, 180, nameof(rotation));
        Scale = CheckRange(scale, 1, nameof(scale));
        Bend = CheckRange(bend, 1, nameof(bend));
        _bendPlaces = [.. Enumerable.Range(0, image.Width).Select(x => BendPlace(x, image.Width))];
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
        var (sine, cosine) = MathF.SinCos(Symmetric(draws[0]) * Rotation * MathF.PI / 180);
        var (scaleX, scaleY) = (MathF.Pow(1 + Scale, Symmetric(draws[1])), MathF.Pow(1 + Scale, Symmetric(draws[2])));
        var slant = Symmetric(draws[3]) * Scale;
        Span<float> bends = stackalloc float[2 * BendsPerSide * BendsPerSide];
        random.FillGaussian(bends);
        Span<float> bendsX = stackalloc float[BendsPerSide];
        Span<float> bendsY = stackalloc float[BendsPerSide];

        var (height, width) = (Image.Height, Image.Width);
        var (middleX, middleY) = ((width - 1) / 2f, (height - 1) / 2f);
        var (shiftX, shiftY) = (Symmetric(draws[4]) * Shift * width, Symmetric(draws[5]) * Shift * height);
        var rented = ArrayPool<float>.Shared.Rent(row.Length);
        var source = rented.AsSpan(0, row.Length);
        row.CopyTo(source);
        for (var y = 0; y < height; y++)
        {
            InterpolateLines(bends[..(bends.Length / 2)], y, Bend * width, bendsX);
            InterpolateLines(bends[(bends.Length / 2)..], y, Bend * height, bendsY);
            for (var x = 0; x < width; x++)
            {
                var (left, top) = (x - middleX + (slant * (y - middleY)), y - middleY);
                var (first, part) = _bendPlaces[x];
                var bentX = bendsX[first] + (part * (bendsX[first + 1] - bendsX[first]));
                var bentY = bendsY[first] + (part * (bendsY[first + 1] - bendsY[first]));
                Copy(
                    source,
                    middleX + shiftX + bentX + (scaleX * ((cosine * left) - (sine * top))),
                    middleY + shiftY + bentY + (scaleY * ((sine * left) + (cosine * top))),
                    row[(((y * width) + x) * Image.Steps.Pixel)..]);
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Between which two bends something is, and what part of the way from the first to the second.</summary>
    private static (int First, float Part) BendPlace(int position, int length)
    {
        var place = position * (BendsPerSide - 1) / (float)Math.Max(1, length - 1);
        var first = Math.Min((int)place, BendsPerSide - 2);
        return (first, place - first);
    }

    /// <summary>The bends of a line of pixels, between those above and those below it.</summary>
    private void InterpolateLines(ReadOnlySpan<float> bends, int y, float factor, Span<float> line)
    {
        var (first, part) = BendPlace(y, Image.Height);
        bends = bends[(first * BendsPerSide)..];
        for (var i = 0; i < line.Length; i++)
        {
            line[i] = factor * (bends[i] + (part * (bends[i + BendsPerSide] - bends[i])));
        }
    }

    /// <summary>Copies what is at a place between pixels, in all channels.</summary>
    private void Copy(ReadOnlySpan<float> source, float x, float y, Span<float> pixel)
    {
        // Outside, the image goes on as it is at its edge.
        x = Math.Clamp(x, 0, Image.Width - 1);
        y = Math.Clamp(y, 0, Image.Height - 1);
        var (column, line) = ((int)x, (int)y);
        var (right, below) = (x - column, y - line);
        var (pixelStep, channelStep) = Image.Steps;
        var nextColumn = column + 1 < Image.Width ? pixelStep : 0;
        var nextLine = line + 1 < Image.Height ? Image.Width * pixelStep : 0;
        var place = ((line * Image.Width) + column) * pixelStep;
        for (var channel = 0; channel < Image.Channels * channelStep; channel += channelStep)
        {
            var corner = source[(place + channel)..];
            var upper = corner[0] + (right * (corner[nextColumn] - corner[0]));
            var lower = corner[nextLine] + (right * (corner[nextLine + nextColumn] - corner[nextLine]));
            pixel[channel] = upper + (below * (lower - upper));
        }
    }

    private static float Symmetric(float draw) => (2 * draw) - 1;

    private static float CheckRange(float value, float most, string parameter) => value >= 0 && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, $"A distortion's {parameter} must be from 0 to {most}.");
}
