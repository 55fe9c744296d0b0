using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A transposed convolution: leads an image backwards through a convolution, and so makes a larger one of it (Zeiler et al.,
/// "Deconvolutional Networks", CVPR 2010).</summary>
internal sealed record TransposedConvolutionLayer : FilterLayer
{
    internal static readonly LayerKind TransposedConvolutionKind = new(3, "transposed convolution", Read);

    /// <param name="input">Shape [channels, height, width].</param>
    /// <param name="output">Shape [channels, height, width]: one that a convolution with the window makes the size of the input
    /// of.</param>
    /// <param name="window">The window of that convolution.</param>
    /// <param name="activation">Applied to the sums.</param>
    /// <exception cref="ArgumentException">The convolution would make another size of the output.</exception>
    internal TransposedConvolutionLayer(TensorShape input, TensorShape output, Window window, Activation activation)
        : base(
            input,
            Check(output),
            new TensorShape(input.Image.Channels, output.Image.Channels, window.Size, window.Size),
            window,
            activation)
    {
        var (_, height, width) = output.Image;
        if (window.Places(height) != input.Image.Height || window.Places(width) != input.Image.Width)
        {
            throw new ArgumentException($"A transposed convolution does not lead from {input} to {output} with {window}.");
        }
    }

    internal override LayerKind Kind => TransposedConvolutionKind;

    // With a stride of 2, an output meets a quarter of the filter.
    internal override int FanIn =>
        Math.Max(1, InputShape.Image.Channels * Window.Size * Window.Size / (Window.Stride * Window.Stride));

    internal override int FanOut => OutputShape.Image.Channels * Window.Size * Window.Size;

    /// <summary>How many rows and columns the output has more than the smallest one that leads to the input.</summary>
    internal (int Y, int X) OutputPadding => (
        OutputShape.Image.Height - Smallest(InputShape.Image.Height),
        OutputShape.Image.Width - Smallest(InputShape.Image.Width));

    internal override ImmutableArray<PixelGroup> Groups
    {
        get
        {
            var (_, height, width) = OutputShape.Image;
            var stride = Window.Stride;
            var groups = ImmutableArray.CreateBuilder<PixelGroup>();
            for (var y = 0; y < Math.Min(stride, height); y++)
            {
                for (var x = 0; x < Math.Min(stride, width); x++)
                {
                    var size = ((height - y + stride - 1) / stride, (width - x + stride - 1) / stride);
                    groups.Add(new PixelGroup(size.Item1, size.Item2, 1, Taps(y, x)) { Place = (y, x, stride) });
                }
            }

            return groups.ToImmutable();
        }
    }

    public bool Equals(TransposedConvolutionLayer? other) => base.Equals(other);

    public override int GetHashCode() => base.GetHashCode();

    internal override int WeightIndex(int filter, int channel, int tap) =>
        (((channel * OutputShape.Image.Channels) + filter) * Window.Size * Window.Size) + tap;

    internal override void WriteSettings(BinaryWriter writer)
    {
        ImageSettings.WriteShape(writer, InputShape);
        ImageSettings.WriteShape(writer, OutputShape);
        writer.Write(Window.Size);
        writer.Write(Window.Stride);
        writer.Write(Window.Padding);
        ActivationFormat.Write(writer, Activation);
    }

    internal override void Describe(IGraphBuilder graph, string name, string input, string output, ReadOnlySpan<float> parameters) =>
        ImageGraph.Describe(
            graph,
            this,
            "ConvTranspose",
            (name, input, output),
            parameters,
            new OperationAttribute("output_padding", [OutputPadding.Y, OutputPadding.X]));

    private static TransposedConvolutionLayer Read(TensorShape inputShape, BinaryReader reader)
    {
        var input = ImageSettings.ReadInput(reader, inputShape);
        var output = ImageSettings.ReadShape(reader);
        var window = new Window(
            ImageSettings.ReadWindow(reader, "a filter"),
            ImageSettings.ReadWindow(reader, "a stride"),
            ImageSettings.ReadWindow(reader, "a padding", minimum: 0));
        var activation = ActivationFormat.Read(reader);
        return ImageSettings.Create(() => new TransposedConvolutionLayer(input, output, window, activation));
    }

    private int Smallest(int inputLength) => ((inputLength - 1) * Window.Stride) - (2 * Window.Padding) + Window.Size;

    /// <summary>Pixel i of the input reaches output i·stride − padding + tap.</summary>
    private ImmutableArray<PixelTap> Taps(int y, int x)
    {
        var taps = ImmutableArray.CreateBuilder<PixelTap>();
        for (var tap = 0; tap < Window.Size * Window.Size; tap++)
        {
            var fromY = y + Window.Padding - (tap / Window.Size);
            var fromX = x + Window.Padding - (tap % Window.Size);
            if (fromY % Window.Stride == 0 && fromX % Window.Stride == 0)
            {
                taps.Add(new PixelTap(tap, fromY / Window.Stride, fromX / Window.Stride));
            }
        }

        return taps.ToImmutable();
    }
}
