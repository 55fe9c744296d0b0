using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A fully connected layer: output = activation(input · weight + bias).</summary>
internal sealed record DenseLayer : Layer
{
    internal static readonly LayerKind DenseKind = new(1, "dense", Read);

    /// <param name="inputSize">The number of inputs.</param>
    /// <param name="outputSize">The number of outputs.</param>
    /// <param name="activation">Applied to the sums.</param>
    internal DenseLayer(int inputSize, int outputSize, Activation activation)
        : base(new TensorShape(inputSize), new TensorShape(outputSize), activation) => Parameters =
    [
        new("weight", new TensorShape(inputSize, outputSize)),
        new("bias", new TensorShape(outputSize)),
    ];

    internal override LayerKind Kind => DenseKind;

    /// <inheritdoc/>
    /// <remarks>The weight has one row per input.</remarks>
    internal override ImmutableArray<LayerParameter> Parameters { get; }

    internal long WeightCount => (long)InputSize * OutputSize;

    /// <summary>Dense layers, each of which takes the output of the one before it.</summary>
    internal static ImmutableArray<Layer> Chain(int inputSize, IEnumerable<(int Size, Activation Activation)> layers)
    {
        var chain = ImmutableArray.CreateBuilder<Layer>();
        foreach (var (size, activation) in layers)
        {
            chain.Add(new DenseLayer(inputSize, size, activation));
            inputSize = size;
        }

        return chain.ToImmutable();
    }

    public bool Equals(DenseLayer? other) => base.Equals(other);

    public override int GetHashCode() => base.GetHashCode();

    internal override void WriteSettings(BinaryWriter writer)
    {
        writer.Write(OutputSize);
        ActivationFormat.Write(writer, Activation);
    }

    internal override LayerKernel CreateKernel(ReadOnlySpan<float> parameters, int maximumLaneCount) =>
        new Kernel(this, parameters, maximumLaneCount);

    internal override void Describe(IGraphBuilder graph, string name, string input, string output, ReadOnlySpan<float> parameters)
    {
        var weight = graph.Constant($"{name}.weight", parameters[..(int)WeightCount], InputSize, OutputSize);
        var bias = graph.Constant($"{name}.bias", parameters[(int)WeightCount..], OutputSize);
        if (Activation is Identity)
        {
            graph.Operation("Gemm", [input, weight, bias], [output]);
            return;
        }

        var sums = graph.Tensor($"{name}.sums", OutputSize);
        graph.Operation("Gemm", [input, weight, bias], [sums]);
        Activation.Describe(graph, sums, output, OutputSize);
    }

    private static DenseLayer Read(TensorShape inputShape, BinaryReader reader)
    {
        var outputSize = NetworkLimits.ReadSize(reader, "a layer", NetworkLimits.MaximumLayerSize);
        return new DenseLayer((int)inputShape.Count, outputSize, ActivationFormat.Read(reader));
    }

    private sealed class Kernel : LayerKernel
    {
        // So many inputs are looked through for zeros at a time. They must fit on the stack.
        private const int ChunkSize = 256;

        private static readonly int[] AllIndices = [.. Enumerable.Range(0, ChunkSize)];

        private readonly DenseLayer _layer;
        private readonly WeightedSum _kernel;

        // The weights, and then the biases.
        private readonly Memory<float> _parameters;

        internal Kernel(DenseLayer layer, ReadOnlySpan<float> parameters, int maximumLaneCount)
        {
            _layer = layer;
            _kernel = WeightedSum.Choose(layer.OutputSize, maximumLaneCount);
            OutputCapacity = checked(layer.OutputSize + _kernel.LaneCount - 1) / _kernel.LaneCount * _kernel.LaneCount;

            _parameters = AlignedMemory.Allocate(checked((layer.InputSize + 1) * OutputCapacity));
            var rows = _parameters.Span;
            for (var row = 0; row <= layer.InputSize; row++)
            {
                parameters.Slice(row * layer.OutputSize, layer.OutputSize).CopyTo(rows[(row * OutputCapacity)..]);
            }
        }

        internal override Layer Layer => _layer;

        internal override int OutputCapacity { get; }

        private ReadOnlySpan<float> Weights => _parameters.Span[..(_layer.InputSize * OutputCapacity)];

        private ReadOnlySpan<float> Bias => _parameters.Span[(_layer.InputSize * OutputCapacity)..];

        internal override void Forward(in InputRow input, Span<float> output)
        {
            Span<int> indices = stackalloc int[ChunkSize];
            Span<float> values = stackalloc float[ChunkSize];
            Bias.CopyTo(output);
            AddProducts(input, indices, values, output);
            _layer.Activation.Apply(output[.._layer.OutputSize]);
        }

        internal override void ForwardRows(ReadOnlySpan<float> input, int stride, int rowCount, Span<float> output)
        {
            var bias = Bias;
            for (var row = 0; row < rowCount; row++)
            {
                bias.CopyTo(output[(row * OutputCapacity)..]);
            }

            using var block = new DenseBlock(_kernel, Weights, OutputCapacity, rowCount);
            block.Add(input, stride, _layer.InputSize, output);
            for (var row = 0; row < rowCount; row++)
            {
                _layer.Activation.Apply(output.Slice(row * OutputCapacity, _layer.OutputSize));
            }
        }

        internal override void CopyParametersTo(Span<float> parameters)
        {
            for (var row = 0; row <= _layer.InputSize; row++)
            {
                _parameters.Span.Slice(row * OutputCapacity, _layer.OutputSize).CopyTo(parameters[(row * _layer.OutputSize)..]);
            }
        }

        // A method of its own, as memory of the stack and a loop in one method would be compiled for long before the first row.
        private void AddProducts(in InputRow input, Span<int> indices, Span<float> values, Span<float> output)
        {
            var weights = Weights;
            for (var start = 0; start < input.Values.Length; start += ChunkSize)
            {
                var chunk = input.Values.Slice(start, Math.Min(ChunkSize, input.Values.Length - start));
                if (!input.IsSparse && NonZeros.AreAll(chunk))
                {
                    var rows = weights.Slice(start * OutputCapacity, chunk.Length * OutputCapacity);
                    _kernel.AddUnchecked(rows, AllIndices.AsSpan(0, chunk.Length), chunk, output);
                    continue;
                }

                var count = NonZeros.Collect(input, start, chunk.Length, indices, values);
                _kernel.Add(weights, indices[..count], values[..count], output);
            }
        }
    }
}
