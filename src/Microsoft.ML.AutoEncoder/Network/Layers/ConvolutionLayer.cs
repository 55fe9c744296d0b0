using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A convolution: each output is the activation of a bias and the sum of a filter times what it sees of the image. Outside of
/// the image are zeros.</summary>
internal sealed record ConvolutionLayer : FilterLayer
{
    internal static readonly LayerKind ConvolutionKind = new(2, "convolution", Read);

    /// <param name="input">Shape [channels, height, width].</param>
    /// <param name="filters">The number of filters, which are the output's channels.</param>
    /// <param name="window">What the filters see.</param>
    /// <param name="activation">Applied to the sums.</param>
    /// <exception cref="ArgumentException">The window is larger than the image.</exception>
    internal ConvolutionLayer(TensorShape input, int filters, Window window, Activation activation)
        : base(
            input,
            Check(new TensorShape(filters, window.Places(input.Image.Height), window.Places(input.Image.Width))),
            new TensorShape(filters, input.Image.Channels, window.Size, window.Size),
            window,
            activation)
    {
    }

    internal override LayerKind Kind => ConvolutionKind;

    internal override int FanIn => InputShape.Image.Channels * Window.Size * Window.Size;

    internal override int FanOut => OutputShape.Image.Channels * Window.Size * Window.Size;

    internal override ImmutableArray<PixelGroup> Groups
    {
        get
        {
            var taps = ImmutableArray.CreateBuilder<PixelTap>();
            for (var tap = 0; tap < Window.Size * Window.Size; tap++)
            {
                taps.Add(new PixelTap(tap, (tap / Window.Size) - Window.Padding, (tap % Window.Size) - Window.Padding));
            }

            return [new PixelGroup(OutputShape.Image.Height, OutputShape.Image.Width, Window.Stride, taps.ToImmutable())];
        }
    }

    public bool Equals(ConvolutionLayer? other) => base.Equals(other);

    public override int GetHashCode() => base.GetHashCode();

    internal override int WeightIndex(int filter, int channel, int tap) =>
        (((filter * InputShape.Image.Channels) + channel) * Window.Size * Window.Size) + tap;

    internal override void WriteSettings(BinaryWriter writer)
    {
        ImageSettings.WriteShape(writer, InputShape);
        writer.Write(OutputShape.Image.Channels);
        writer.Write(Window.Size);
        writer.Write(Window.Stride);
        writer.Write(Window.Padding);
        ActivationFormat.Write(writer, Activation);
    }

    internal override void Describe(IGraphBuilder graph, string name, string input, string output, ReadOnlySpan<float> parameters) =>
        ImageGraph.Describe(graph, this, "Conv", (name, input, output), parameters);

    private static ConvolutionLayer Read(TensorShape inputShape, BinaryReader reader)
    {
        var input = ImageSettings.ReadInput(reader, inputShape);
        var filters = NetworkLimits.ReadSize(reader, "a convolution", NetworkLimits.MaximumLayerSize);
        var window = new Window(
            ImageSettings.ReadWindow(reader, "a filter"),
            ImageSettings.ReadWindow(reader, "a stride"),
            ImageSettings.ReadWindow(reader, "a padding", minimum: 0));
        var activation = ActivationFormat.Read(reader);
        return ImageSettings.Create(() => new ConvolutionLayer(input, filters, window, activation));
    }
}
