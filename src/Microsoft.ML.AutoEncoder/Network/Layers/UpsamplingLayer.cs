using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Makes an image larger by repeating pixels: each output is the pixel that its place, scaled down and rounded down, falls
/// on.</summary>
internal sealed record UpsamplingLayer : Layer
{
    internal static readonly LayerKind UpsamplingKind = new(6, "upsampling", Read);

    private readonly int[] _rows;
    private readonly int[] _columns;

    /// <param name="input">Shape [channels, height, width].</param>
    /// <param name="height">The height of the output, at least that of the input.</param>
    /// <param name="width">The width of the output, at least that of the input.</param>
    /// <exception cref="ArgumentException">The output is smaller than the input, or too large.</exception>
    internal UpsamplingLayer(TensorShape input, int height, int width)
        : base(input, new TensorShape(input.Image.Channels, height, width), Activation.Identity)
    {
        if (height < input.Image.Height || width < input.Image.Width || OutputShape.Count > NetworkLimits.MaximumLayerSize)
        {
            throw new ArgumentException($"An image of {input} does not become one of {OutputShape} by upsampling.");
        }

        _rows = Sources(input.Image.Height, height);
        _columns = Sources(input.Image.Width, width);
    }

    internal override LayerKind Kind => UpsamplingKind;

    /// <inheritdoc/>
    /// <remarks>None.</remarks>
    internal override ImmutableArray<LayerParameter> Parameters => [];

    /// <summary>The row of the input that each row of the output repeats.</summary>
    internal IReadOnlyList<int> Rows => _rows;

    /// <summary>The column of the input that each column of the output repeats.</summary>
    internal IReadOnlyList<int> Columns => _columns;

    public bool Equals(UpsamplingLayer? other) => base.Equals(other);

    public override int GetHashCode() => base.GetHashCode();

    internal override void WriteSettings(BinaryWriter writer)
    {
        ImageSettings.WriteShape(writer, InputShape);
        writer.Write(OutputShape.Image.Height);
        writer.Write(OutputShape.Image.Width);
    }

    internal override LayerKernel CreateKernel(ReadOnlySpan<float> parameters, int maximumLaneCount) => new PlainKernel(this, Repeat);

    internal override void Describe(IGraphBuilder graph, string name, string input, string output, ReadOnlySpan<float> parameters) =>
        ImageGraph.Describe(graph, this, name, input, output, (image, result) =>
        {
            var (_, height, width) = InputShape.Image;
            if (_rows.Length % height == 0 && _columns.Length % width == 0)
            {
                var scales = graph.Constant($"{name}.scales", [1, 1, _rows.Length / height, _columns.Length / width], 4);
                graph.Operation("Resize", [image, string.Empty, scales], [result]);
                return;
            }

            // Engines round what a scale that is no whole number gives, each in its way.
            var rows = graph.Tensor($"{name}.rows", InputShape.Image.Channels * _rows.Length * width);
            graph.Operation("Gather", [image, Indices("row", _rows)], [rows], new OperationAttribute("axis", 2));
            graph.Operation("Gather", [rows, Indices("column", _columns)], [result], new OperationAttribute("axis", 3));

            string Indices(string what, int[] sources) =>
                graph.Constant($"{name}.{what}", Array.ConvertAll(sources, source => (long)source));
        });

    private static int[] Sources(int from, int to) => [.. Enumerable.Range(0, to).Select(i => (int)((long)i * from / to))];

    private static UpsamplingLayer Read(TensorShape inputShape, BinaryReader reader)
    {
        var input = ImageSettings.ReadInput(reader, inputShape);
        var height = NetworkLimits.ReadSize(reader, "an image", NetworkLimits.MaximumLayerSize);
        var width = NetworkLimits.ReadSize(reader, "an image", NetworkLimits.MaximumLayerSize);
        return ImageSettings.Create(() => new UpsamplingLayer(input, height, width));
    }

    private void Repeat(ReadOnlySpan<float> input, Span<float> output)
    {
        var (channels, height, width) = InputShape.Image;
        for (var channel = 0; channel < channels; channel++)
        {
            for (var y = 0; y < _rows.Length; y++)
            {
                var source = input.Slice(((channel * height) + _rows[y]) * width, width);
                var result = output.Slice(((channel * _rows.Length) + y) * _columns.Length, _columns.Length);
                for (var x = 0; x < result.Length; x++)
                {
                    result[x] = source[_columns[x]];
                }
            }
        }
    }
}
