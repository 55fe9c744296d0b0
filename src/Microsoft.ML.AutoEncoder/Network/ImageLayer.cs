using System.Globalization;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A layer of a network for images, which keeps neighbours together: see
/// <see cref="AutoEncoderEstimator.Options.EncoderLayers"/>.</summary>
/// <remarks>Immutable; two of the same kind with the same numbers are equal. Squares go over the image from its upper left corner. Where
/// they would need pixels beyond the padding, at the right and at the bottom, they end before.</remarks>
public sealed class ImageLayer
{
    private const int MaximumNumber = 1 << 14;

    private readonly string _text;
    private readonly Func<TensorShape, Activation, Layer> _create;

    private ImageLayer(string text, Func<TensorShape, Activation, Layer> create) => (_text, _create) = (text, create);

    /// <summary>A convolution: each filter makes an image of its own, of the weighted sums of what it sees at each place (LeCun et al.,
    /// "Gradient-Based Learning Applied to Document Recognition", 1998). An image of h by w pixels becomes one of
    /// ⌊(h + 2·padding − kernelSize) / stride⌋ + 1 rows, and as many columns accordingly.</summary>
    /// <param name="filters">The number of filters, which are the channels of the result. At least 1.</param>
    /// <param name="kernelSize">The height and width of what a filter sees, in pixels. At least 1.</param>
    /// <param name="stride">How many pixels lie between two places. At least 1.</param>
    /// <param name="padding">How many rows and columns of zeros are put around the image. At least 0. Null: as many as keep the size of
    /// the image where the kernel's size is odd and the stride is 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range, or greater than 16,384.</exception>
    public static ImageLayer Convolution(int filters, int kernelSize = 3, int stride = 1, int? padding = null)
    {
        var window = CreateWindow(filters, kernelSize, stride, padding);
        return new(
            FormattableString.Invariant($"Convolution({filters}, {window.Size}, {window.Stride}, {window.Padding})"),
            (input, activation) => new ConvolutionLayer(input, filters, window, activation));
    }

    /// <summary>A transposed convolution, which leads backwards through a convolution, and so enlarges images (Zeiler et al.,
    /// "Deconvolutional Networks", CVPR 2010). The result is <paramref name="stride"/> times as high and wide where the kernel and the
    /// padding allow it, and else as close to it as they do.</summary>
    /// <param name="filters">The number of channels of the result. At least 1.</param>
    /// <param name="kernelSize">The height and width of what a pixel has a part in. At least 1.</param>
    /// <param name="stride">How many pixels of the result lie between what two neighbouring pixels have a part in. At least 1.</param>
    /// <param name="padding">How many rows and columns are cut off around the result. At least 0. Null: (kernelSize − 1) / 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range, or greater than 16,384.</exception>
    public static ImageLayer TransposedConvolution(int filters, int kernelSize = 3, int stride = 2, int? padding = null)
    {
        var window = CreateWindow(filters, kernelSize, stride, padding);
        return new(
            FormattableString.Invariant($"TransposedConvolution({filters}, {window.Size}, {window.Stride}, {window.Padding})"),
            (input, activation) => new TransposedConvolutionLayer(
                input,
                new TensorShape(filters, Enlarged(input.Image.Height), Enlarged(input.Image.Width)),
                window,
                activation));

        int Enlarged(int length) => ((length - 1) * stride) + window.Size - (2 * window.Padding)
            + Math.Clamp(stride - window.Size + (2 * window.Padding), 0, stride - 1);
    }

    /// <summary>Repeats pixels. Before a convolution it enlarges images without the patterns that transposed convolutions leave (Odena,
    /// Dumoulin and Olah, "Deconvolution and Checkerboard Artifacts", Distill, 2016).</summary>
    /// <param name="factor">How many times as high and wide the result is. At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of its range, or greater than 16,384.</exception>
    public static ImageLayer Upsampling(int factor = 2)
    {
        Check(factor, 1);
        return new(FormattableString.Invariant($"Upsampling({factor})"), (input, _) => new UpsamplingLayer(
            input, checked(input.Image.Height * factor), checked(input.Image.Width * factor)));
    }

    /// <summary>Keeps the greatest value of each square.</summary>
    /// <param name="size">The height and width of a square. At least 1.</param>
    /// <param name="stride">How many pixels lie between two squares. At least 1. Null: they lie side by side.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range, or greater than 16,384.</exception>
    public static ImageLayer MaxPooling(int size = 2, int? stride = null)
    {
        var window = CreateWindow(1, size, stride ?? size, 0);
        return new(
            FormattableString.Invariant($"MaxPooling({window.Size}, {window.Stride})"), (input, _) => new MaxPoolingLayer(input, window));
    }

    /// <summary>Keeps the mean of each square.</summary>
    /// <inheritdoc cref="MaxPooling"/>
    public static ImageLayer AveragePooling(int size = 2, int? stride = null)
    {
        var window = CreateWindow(1, size, stride ?? size, 0);
        return new(
            FormattableString.Invariant($"AveragePooling({window.Size}, {window.Stride})"),
            (input, _) => new AveragePoolingLayer(input, window));
    }

    /// <summary>The name with all numbers: <c>Convolution(16, 3, 2, 1)</c>, which are filters, kernel, stride and padding.</summary>
    public override string ToString() => _text;

    /// <summary>Whether the other one is of the same kind and has the same numbers.</summary>
    public override bool Equals(object? obj) => obj is ImageLayer other && other._text == _text;

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The layer of a network.</summary>
    /// <param name="input">The shape of what it gets.</param>
    /// <param name="activation">Applied where the kind has sums.</param>
    /// <exception cref="ArgumentException">It cannot take images of this shape.</exception>
    internal Layer Create(TensorShape input, Activation activation) => _create(input, activation);

    /// <summary>What makes a layer as it is; null where nothing does.</summary>
    internal static ImageLayer? Of(Layer layer) => layer switch
    {
        ConvolutionLayer { Window: var window } =>
            Convolution(layer.OutputShape.Image.Channels, window.Size, window.Stride, window.Padding),
        TransposedConvolutionLayer { Window: var window } =>
            TransposedConvolution(layer.OutputShape.Image.Channels, window.Size, window.Stride, window.Padding),
        MaxPoolingLayer { Window: var window } => MaxPooling(window.Size, window.Stride),
        AveragePoolingLayer { Window: var window } => AveragePooling(window.Size, window.Stride),
        UpsamplingLayer => Upsampling(layer.OutputShape.Image.Height / layer.InputShape.Image.Height),
        _ => null,
    };

    /// <summary>The layer that leads back to what a layer got.</summary>
    internal static Layer Mirror(Layer layer, Activation activation)
    {
        var (input, output) = (layer.InputShape, layer.OutputShape);
        return layer switch
        {
            ConvolutionLayer convolution => new TransposedConvolutionLayer(output, input, convolution.Window, activation),
            TransposedConvolutionLayer transposed =>
                new ConvolutionLayer(output, input.Image.Channels, transposed.Window, activation),
            UpsamplingLayer when output.Image.Height % input.Image.Height == 0 => new AveragePoolingLayer(
                output, new Window(output.Image.Height / input.Image.Height, output.Image.Height / input.Image.Height, 0)),
            _ => new UpsamplingLayer(output, input.Image.Height, input.Image.Width),
        };
    }

    private static Window CreateWindow(int filters, int size, int stride, int? padding)
    {
        Check(filters, 1);
        Check(size, 1);
        Check(stride, 1);
        Check(padding ?? 0, 0);
        return new Window(size, stride, padding ?? (size - 1) / 2);
    }

    private static void Check(int number, int least, [CallerArgumentExpression(nameof(number))] string name = "")
    {
        if (number < least || number > MaximumNumber)
        {
            throw new ArgumentOutOfRangeException(
                name, number, string.Create(CultureInfo.InvariantCulture, $"It must be from {least} to {MaximumNumber}."));
        }
    }
}
