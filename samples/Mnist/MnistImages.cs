using System.Collections;

namespace Mnist;

/// <summary>Images with their labels, in the order of the files. Goes straight into <c>mlContext.Data.LoadFromEnumerable</c>.</summary>
public sealed class MnistImages : IReadOnlyList<MnistImage>
{
    private readonly ArraySegment<MnistImage> _images;

    private MnistImages(ArraySegment<MnistImage> images) => _images = images;

    /// <inheritdoc/>
    public int Count => _images.Count;

    /// <inheritdoc/>
    public MnistImage this[int index] => _images[index];

    /// <summary>The first <paramref name="count"/> images, or all where there are fewer.</summary>
    public MnistImages Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new MnistImages(_images[..Math.Min(count, Count)]);
    }

    /// <inheritdoc/>
    public IEnumerator<MnistImage> GetEnumerator() => _images.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static MnistImages Decode(IdxFile pixels, IdxFile labels)
    {
        var count = pixels.Dimensions[0];
        if (labels.Dimensions[0] != count)
        {
            throw new InvalidDataException($"{pixels.Name} has {count:N0} images, but {labels.Name} has {labels.Dimensions[0]:N0} labels.");
        }

        var images = new MnistImage[count];
        for (var i = 0; i < count; i++)
        {
            var features = new float[MnistImage.PixelCount];
            var bytes = pixels.Values.Slice(i * MnistImage.PixelCount, MnistImage.PixelCount).Span;
            for (var j = 0; j < features.Length; j++)
            {
                features[j] = bytes[j] / (float)byte.MaxValue;
            }

            images[i] = new MnistImage { Features = features, Label = Key(labels, i) };
        }

        return new MnistImages(images);
    }

    private static uint Key(IdxFile labels, int index)
    {
        var digit = labels.Values.Span[index];
        return digit < MnistImage.DigitCount
            ? digit
            : throw new InvalidDataException($"{labels.Name} has the label {digit} in row {index:N0}, which is no digit.");
    }
}
