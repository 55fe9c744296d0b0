using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Keeps the greatest value of each square of an image.</summary>
internal sealed record MaxPoolingLayer : Layer
{
    internal static readonly LayerKind MaxPoolingKind = new(4, "max pooling", Read);

    /// <param name="input">Shape [channels, height, width].</param>
    /// <param name="window">What each output is made of; without padding.</param>
    /// <exception cref="ArgumentException">The window is larger than the image.</exception>
    internal MaxPoolingLayer(TensorShape input, Window window)
        : base(
            input,
            new TensorShape(input.Image.Channels, window.Places(input.Image.Height), window.Places(input.Image.Width)),
            Activation.Identity) => Window = window;

    internal Window Window { get; }

    internal override LayerKind Kind => MaxPoolingKind;

    /// <inheritdoc/>
    /// <remarks>None.</remarks>
    internal override ImmutableArray<LayerParameter> Parameters => [];

    internal override void WriteSettings(BinaryWriter writer)
    {
        ImageSettings.WriteShape(writer, InputShape);
        writer.Write(Window.Size);
        writer.Write(Window.Stride);
    }

    internal override LayerKernel CreateKernel(ReadOnlySpan<float> parameters, int maximumLaneCount) => new PlainKernel(this, Pool);

    internal override void Describe(IGraphBuilder graph, string name, string input, string output, ReadOnlySpan<float> parameters) =>
        ImageGraph.Describe(graph, this, name, input, output, (image, result) => graph.Operation(
            "MaxPool",
            [image],
            [result],
            new OperationAttribute("kernel_shape", [Window.Size, Window.Size]),
            new OperationAttribute("strides", [Window.Stride, Window.Stride])));

    private static MaxPoolingLayer Read(TensorShape inputShape, BinaryReader reader)
    {
        var input = ImageSettings.ReadInput(reader, inputShape);
        var size = ImageSettings.ReadWindow(reader, "a pooled square");
        var stride = ImageSettings.ReadWindow(reader, "a stride");
        return ImageSettings.Create(() => new MaxPoolingLayer(input, new Window(size, stride, Padding: 0)));
    }

    private void Pool(ReadOnlySpan<float> input, Span<float> output)
    {
        var (channels, height, width) = InputShape.Image;
        var (_, rows, columns) = OutputShape.Image;
        for (var channel = 0; channel < channels; channel++)
        {
            for (var y = 0; y < rows; y++)
            {
                var result = output.Slice(((channel * rows) + y) * columns, columns);
                result.Fill(float.NegativeInfinity);
                for (var row = 0; row < Window.Size; row++)
                {
                    var source = input.Slice(((channel * height) + (y * Window.Stride) + row) * width, width);
                    for (var x = 0; x < columns; x++)
                    {
                        for (var column = 0; column < Window.Size; column++)
                        {
                            result[x] = MathF.Max(result[x], source[(x * Window.Stride) + column]);
                        }
                    }
                }
            }
        }
    }
}
