using System.Globalization;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The size of the images that the rows are, and the order of their values: rows by height, from the top, each from the
/// left.</summary>
/// <remarks>Immutable; two with the same sizes and order are equal.</remarks>
public sealed record ImageShape
{
    /// <param name="height">The height in pixels, at least 1.</param>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <param name="channels">The number of values of a pixel, at least 1: 1 for grey, 3 for colours, 4 with transparency.</param>
    /// <param name="order">In which order the values stand.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range, or there are more than 16,777,216 values.</exception>
    public ImageShape(int height, int width, int channels = 1, PixelOrder order = PixelOrder.Planar)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        var count = (decimal)height * width * channels;
        if (count > NetworkLimits.MaximumLayerSize)
        {
            throw new ArgumentOutOfRangeException(
                nameof(height), count, $"An image may have at most {NetworkLimits.MaximumLayerSize} values.");
        }

        if (!Enum.IsDefined(order))
        {
            throw new ArgumentOutOfRangeException(nameof(order), order, "There is no such order.");
        }

        (Height, Width, Channels, Order) = (height, width, channels, order);
    }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The number of values of a pixel.</summary>
    public int Channels { get; }

    /// <summary>In which order the values of an image stand in its row.</summary>
    public PixelOrder Order { get; }

    internal int Count => Height * Width * Channels;

    /// <summary>How far a pixel is from the next one, and its value of a channel from that of the next channel.</summary>
    internal (int Pixel, int Channel) Steps => Order == PixelOrder.Planar ? (1, Height * Width) : (Channels, 1);

    internal TensorShape Tensor => new(Channels, Height, Width);

    /// <summary>The sizes and the order: <c>28×28×1 Planar</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Height}×{Width}×{Channels} {Order}");
}
