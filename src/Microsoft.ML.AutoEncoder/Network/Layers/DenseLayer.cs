namespace Microsoft.ML.AutoEncoder;

/// <summary>A fully connected layer: output = activation(input · weights + bias).</summary>
/// <remarks>Immutable: any number of threads may use it at once.</remarks>
internal sealed class DenseLayer
{
    // So many inputs are looked through for zeros at a time. They must fit on the stack.
    private const int ChunkSize = 256;

    private readonly WeightedSum _kernel;
    private readonly ReadOnlyMemory<float> _weights;
    private readonly ReadOnlyMemory<float> _bias;

    /// <param name="shape">The layer's sizes and its activation.</param>
    /// <param name="parameters">The weights, one row per input, and then the bias. The layer keeps a copy in the layout of its kernel.</param>
    /// <param name="maximumLaneCount">The widest registers that may be used.</param>
    internal DenseLayer(LayerShape shape, ReadOnlySpan<float> parameters, int maximumLaneCount)
    {
        Shape = shape;
        _kernel = WeightedSum.Choose(shape.OutputSize, maximumLaneCount);
        PaddedOutputSize = checked(shape.OutputSize + _kernel.LaneCount - 1) / _kernel.LaneCount * _kernel.LaneCount;

        var memory = AlignedMemory.Allocate(checked((shape.InputSize + 1) * PaddedOutputSize));
        for (var row = 0; row <= shape.InputSize; row++)
        {
            parameters.Slice(row * shape.OutputSize, shape.OutputSize).CopyTo(memory.Span[(row * PaddedOutputSize)..]);
        }

        _weights = memory[..(shape.InputSize * PaddedOutputSize)];
        _bias = memory[(shape.InputSize * PaddedOutputSize)..];
    }

    internal LayerShape Shape { get; }

    /// <summary>The length of what <see cref="Forward(ReadOnlySpan{float}, Span{float})"/> writes: the outputs, and what fills up the
    /// last register.</summary>
    internal int PaddedOutputSize { get; }

    /// <summary>Computes the output of a dense input.</summary>
    internal void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        Span<int> indices = stackalloc int[ChunkSize];
        Span<float> values = stackalloc float[ChunkSize];
        _bias.Span.CopyTo(output);
        for (var start = 0; start < input.Length; start += ChunkSize)
        {
            var chunk = input[start..Math.Min(start + ChunkSize, input.Length)];
            var count = NonZeros.Collect(chunk, start, indices, values);
            _kernel.Add(_weights.Span, indices[..count], values[..count], output);
        }

        Shape.Activation.Apply(output[..Shape.OutputSize]);
    }

    /// <summary>Computes the output of a sparse input: bit for bit that of the same input made dense.</summary>
    internal void Forward(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> output)
    {
        Span<int> foundIndices = stackalloc int[ChunkSize];
        Span<float> foundValues = stackalloc float[ChunkSize];
        _bias.Span.CopyTo(output);
        for (var start = 0; start < values.Length; start += ChunkSize)
        {
            var chunk = start..Math.Min(start + ChunkSize, values.Length);
            var count = NonZeros.Collect(indices[chunk], values[chunk], foundIndices, foundValues);
            _kernel.Add(_weights.Span, foundIndices[..count], foundValues[..count], output);
        }

        Shape.Activation.Apply(output[..Shape.OutputSize]);
    }

    /// <summary>Copies the weights, one row per input, and then the bias.</summary>
    internal void CopyParametersTo(Span<float> parameters)
    {
        for (var row = 0; row <= Shape.InputSize; row++)
        {
            var source = row < Shape.InputSize ? _weights.Span.Slice(row * PaddedOutputSize, Shape.OutputSize) : _bias.Span[..Shape.OutputSize];
            source.CopyTo(parameters.Slice(row * Shape.OutputSize, Shape.OutputSize));
        }
    }
}
