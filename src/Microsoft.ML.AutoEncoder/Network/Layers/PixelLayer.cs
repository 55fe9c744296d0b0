using System.Collections.Immutable;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The way between a row as it comes and an image as other layers see it, channel by channel: multiplies each value by a weight
/// of its own, adds a bias of its own, and puts it into its place.</summary>
internal sealed record PixelLayer : Layer
{
    internal static readonly LayerKind PixelKind = new(7, "pixel", Read);

    /// <param name="image">The images.</param>
    /// <param name="isLast">Whether the layer leads from an image to a row, and not to an image.</param>
    /// <param name="activation">Applied at the end.</param>
    internal PixelLayer(ImageShape image, bool isLast, Activation activation)
        : base(
            isLast ? image.Tensor : new TensorShape(image.Count),
            isLast ? new TensorShape(image.Count) : image.Tensor,
            activation)
    {
        (Image, IsLast) = (image, isLast);
        Parameters = [new("weight", new TensorShape(image.Count)), new("bias", new TensorShape(image.Count))];
    }

    internal ImageShape Image { get; }

    internal bool IsLast { get; }

    internal override LayerKind Kind => PixelKind;

    /// <inheritdoc/>
    /// <remarks>A weight and a bias for each value of a row, in the order of the row.</remarks>
    internal override ImmutableArray<LayerParameter> Parameters { get; }

    internal bool IsInterleaved => Image is { Order: PixelOrder.Interleaved, Channels: > 1 };

    public bool Equals(PixelLayer? other) => base.Equals(other) && Image == other.Image && IsLast == other.IsLast;

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Image, IsLast);

    /// <summary>For each value of a row the place that it has in the image, channel by channel.</summary>
    internal int[] Places()
    {
        var (pixels, channels) = (Image.Height * Image.Width, Image.Channels);
        return [.. Enumerable.Range(0, Image.Count).Select(i => IsInterleaved ? (i % channels * pixels) + (i / channels) : i)];
    }

    internal override void WriteSettings(BinaryWriter writer)
    {
        ImageSettings.WriteShape(writer, Image.Tensor);
        writer.Write((byte)Image.Order);
        writer.Write(IsLast);
        ActivationFormat.Write(writer, Activation);
    }

    internal override LayerKernel CreateKernel(ReadOnlySpan<float> parameters, int maximumLaneCount) => new Kernel(this, parameters);

    internal override void Describe(IGraphBuilder graph, string name, string input, string output, ReadOnlySpan<float> parameters)
    {
        var (count, channels) = (Image.Count, Image.Channels);
        var steps = new List<Action<string, string>>();
        if (IsInterleaved && IsLast)
        {
            steps.Add((from, to) => Move(from, to, [channels, Image.Height, Image.Width], [0, 2, 3, 1]));
        }

        if (parameters[..count].ContainsAnyExcept(1f))
        {
            var weight = graph.Constant($"{name}.weight", parameters[..count], count);
            steps.Add((from, to) => graph.Operation("Mul", [from, weight], [to]));
        }

        if (parameters[count..].ContainsAnyExcept(0f))
        {
            var bias = graph.Constant($"{name}.bias", parameters[count..], count);
            steps.Add((from, to) => graph.Operation("Add", [from, bias], [to]));
        }

        if (IsInterleaved && !IsLast)
        {
            steps.Add((from, to) => Move(from, to, [Image.Height, Image.Width, channels], [0, 3, 1, 2]));
        }

        if (Activation is not Identity || steps.Count == 0)
        {
            steps.Add((from, to) => Activation.Describe(graph, from, to, count));
        }

        for (var i = 0; i < steps.Count; i++)
        {
            var result = i == steps.Count - 1 ? output : graph.Tensor($"{name}.step", count);
            steps[i](input, result);
            input = result;
        }

        void Move(string from, string to, int[] dimensions, long[] order)
        {
            var image = ImageGraph.Shape(graph, name, from, dimensions);
            var moved = graph.Tensor($"{name}.moved", count);
            graph.Operation("Transpose", [image], [moved], new OperationAttribute("perm", order));
            ImageGraph.Flatten(graph, name, moved, to, count);
        }
    }

    private static PixelLayer Read(TensorShape inputShape, BinaryReader reader)
    {
        var (channels, height, width) = ImageSettings.ReadInput(reader, inputShape).Image;
        var order = reader.ReadByte();
        var isLast = reader.ReadBoolean();
        var activation = ActivationFormat.Read(reader);
        return ImageSettings.Create(
            () => new PixelLayer(new ImageShape(height, width, channels, (PixelOrder)order), isLast, activation));
    }

    private sealed class Kernel : LayerKernel
    {
        private readonly PixelLayer _layer;
        private readonly float[] _parameters;
        private readonly int[]? _places;
        private readonly bool _isPlain;
        private readonly PlainKernel.Computation _compute;

        internal Kernel(PixelLayer layer, ReadOnlySpan<float> parameters)
        {
            _layer = layer;
            _parameters = parameters.ToArray();
            _places = layer.IsInterleaved ? layer.Places() : null;
            _isPlain = _places is null && !parameters[..layer.Image.Count].ContainsAnyExcept(1f)
                && !parameters[layer.Image.Count..].ContainsAnyExcept(0f);
            _compute = Compute;
        }

        internal override Layer Layer => _layer;

        internal override int OutputCapacity => _layer.OutputSize;

        internal override void Forward(in InputRow input, Span<float> output)
        {
            input.WithZeros(_layer.InputSize, output[.._layer.OutputSize], _compute);
            _layer.Activation.Apply(output[.._layer.OutputSize]);
        }

        internal override void CopyParametersTo(Span<float> parameters) => _parameters.CopyTo(parameters);

        private void Compute(ReadOnlySpan<float> input, Span<float> output)
        {
            if (_isPlain)
            {
                input.CopyTo(output);
                return;
            }

            var weights = _parameters.AsSpan(0, output.Length);
            var biases = _parameters.AsSpan(output.Length);
            if (_places is null)
            {
                Scale(input, weights, biases, output);
                return;
            }

            for (var i = 0; i < _places.Length; i++)
            {
                var (from, to) = _layer.IsLast ? (_places[i], i) : (i, _places[i]);
                output[to] = float.MultiplyAddEstimate(input[from], weights[i], biases[i]);
            }
        }

        private static void Scale(ReadOnlySpan<float> input, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> output)
        {
            var i = 0;
            for (; i <= output.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Vector256.MultiplyAddEstimate(
                    Vector256.Create(input[i..]), Vector256.Create(weights[i..]), Vector256.Create(biases[i..])).CopyTo(output[i..]);
            }

            for (; i < output.Length; i++)
            {
                output[i] = float.MultiplyAddEstimate(input[i], weights[i], biases[i]);
            }
        }
    }
}
