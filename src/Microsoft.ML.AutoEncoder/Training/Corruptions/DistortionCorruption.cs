using System.Buffers;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class DistortionCorruption : Corruption
{
    // The bends are drawn at so many places along each side, and in between they are interpolated.
    private const int BendsPerSide = 5;

    private readonly (int First, float Part)[] _bendPlaces;

    // Where pixels stand; asked for each of them.
    private readonly (int Pixel, int Channel) _steps;
    private readonly int _lineStep;
    private readonly int _channelEnd;
    private readonly float _lastColumn;
    private readonly float _lastLine;

    internal DistortionCorruption(ImageShape image, float shift, float rotation, float scale, float bend)
    {
        ArgumentNullException.ThrowIfNull(image);
        Image = image;
        Shift = CheckRange(shift, 1, nameof(shift));
        Rotation = CheckRange(rotation, 180, nameof(rotation));
        Scale = CheckRange(scale, 1, nameof(scale));
        Bend = CheckRange(bend, 1, nameof(bend));
        _steps = image.Steps;
        (_lineStep, _channelEnd) = (image.Width * _steps.Pixel, image.Channels * _steps.Channel);
        (_lastColumn, _lastLine) = (image.Width - 1, image.Height - 1);
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
            var top = y - middleY;
            // Where the line begins, and how far it goes on to the side and down with each pixel.
            var (stepX, stepY) = (scaleX * cosine, scaleY * sine);
            var startX = middleX + shiftX + (scaleX * ((cosine * ((slant * top) - middleX)) - (sine * top)));
            var startY = middleY + shiftY + (scaleY * ((sine * ((slant * top) - middleX)) + (cosine * top)));
            var line = row[(y * _lineStep)..];
            for (var x = 0; x < width; x++)
            {
                var (first, part) = _bendPlaces[x];
                var bentX = bendsX[first] + (part * (bendsX[first + 1] - bendsX[first]));
                var bentY = bendsY[first] + (part * (bendsY[first + 1] - bendsY[first]));
                Copy(source, startX + (x * stepX) + bentX, startY + (x * stepY) + bentY, line[(x * _steps.Pixel)..]);
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Copy(ReadOnlySpan<float> source, float x, float y, Span<float> pixel)
    {
        // Outside, the image goes on as it is at its edge.
        x = x > 0 ? x < _lastColumn ? x : _lastColumn : 0;
        y = y > 0 ? y < _lastLine ? y : _lastLine : 0;
        var (column, line) = ((int)x, (int)y);
        var (right, below) = (x - column, y - line);
        var nextColumn = column < _lastColumn ? _steps.Pixel : 0;
        var nextLine = line < _lastLine ? _lineStep : 0;
        var corner = source[((line * _lineStep) + (column * _steps.Pixel))..];
        for (var channel = 0; channel < _channelEnd; channel += _steps.Channel)
        {
            var upper = corner[channel] + (right * (corner[channel + nextColumn] - corner[channel]));
            var lowerLeft = corner[channel + nextLine];
            var lower = lowerLeft + (right * (corner[channel + nextLine + nextColumn] - lowerLeft));
            pixel[channel] = upper + (below * (lower - upper));
        }
    }

    private static float Symmetric(float draw) => (2 * draw) - 1;

    private static float CheckRange(float value, float most, string parameter) => value >= 0 && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, $"A distortion's {parameter} must be from 0 to {most}.");
}
