using System.Buffers;
using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Layers, each of which takes the output of the one before it: an encoder or a decoder.</summary>
/// <remarks>Immutable: any number of threads may use it at once.</remarks>
internal sealed class Sequential
{
    // What is larger is rented: threads may have small stacks.
    private const int MaximumSizeOnStack = 4_096;

    // Enough that it does not matter that weights are copied for each block, and few enough for the second-level cache.
    private const int RowsPerBlock = 192;

    // With fewer, none go together, and copying the weights takes longer than it saves.
    private const int LeastRowsPerBlock = WeightedSum.RowsAtOnce;

    private readonly LayerKernel[] _kernels;
    private readonly int _largestOutput;
    private readonly int? _activeUnits;

    /// <param name="layers">The layers.</param>
    /// <param name="parameters">The parameters of the first layer, then of the second, and so on. They are copied.</param>
    /// <param name="maximumLaneCount">How many values the widest registers hold that may be used.</param>
    /// <param name="activeUnits">How many values of the output are kept, the largest; null for all.</param>
    internal Sequential(ImmutableArray<Layer> layers, ReadOnlySpan<float> parameters, int maximumLaneCount, int? activeUnits = null)
    {
        Layers = layers;
        _activeUnits = activeUnits;
        _kernels = new LayerKernel[layers.Length];
        for (var i = 0; i < layers.Length; i++)
        {
            var count = (int)layers[i].ParameterCount;
            _kernels[i] = layers[i].CreateKernel(parameters[..count], maximumLaneCount);
            _largestOutput = Math.Max(_largestOutput, _kernels[i].OutputCapacity);
            parameters = parameters[count..];
        }
    }

    internal ImmutableArray<Layer> Layers { get; }

    /// <summary>Computes the output of a row. A sparse row gives bit for bit what the same row made dense gives.</summary>
    /// <param name="input">The row.</param>
    /// <param name="output">Receives the output. All but the units that are kept become 0 in it.</param>
    /// <param name="outputs">Receives the outputs of single layers; null if nobody asks for them.</param>
    internal void Forward(InputRow input, Span<float> output, LayerOutputs? outputs = null)
    {
        var rented = 2 * _largestOutput > MaximumSizeOnStack ? ArrayPool<float>.Shared.Rent(2 * _largestOutput) : null;
        // Layers write to the two halves in turn.
        var buffer = rented ?? stackalloc float[2 * _largestOutput];
        ForwardThrough(buffer, input, output, outputs);
        if (rented is not null)
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    // A method of its own, as memory of the stack and a loop in one method would be compiled for long before the first row.
    private void ForwardThrough(Span<float> buffer, scoped InputRow input, Span<float> output, LayerOutputs? outputs)
    {
        scoped var row = input;
        for (var i = 0; i < _kernels.Length; i++)
        {
            var destination = buffer.Slice(i % 2 * _largestOutput, _kernels[i].OutputCapacity);
            _kernels[i].Forward(row, destination);
            row = destination[..Layers[i].OutputSize];
            outputs?.Keep(i, row.Values);
        }

        row.Values.CopyTo(output);
        if (_activeUnits is { } activeUnits)
        {
            TopK.Keep(output, activeUnits);
        }
    }

    /// <summary>Computes the outputs of many rows, each bit for bit as <see cref="Forward"/> does.</summary>
    /// <param name="input">The rows, one after the other.</param>
    /// <param name="rowCount">How many.</param>
    /// <param name="output">Receives their outputs, one after the other.</param>
    internal void ForwardRows(ReadOnlySpan<float> input, int rowCount, Span<float> output)
    {
        var (inputSize, outputSize) = (Layers[0].InputSize, Layers[^1].OutputSize);
        if (rowCount < LeastRowsPerBlock)
        {
            for (var row = 0; row < rowCount; row++)
            {
                Forward(input.Slice(row * inputSize, inputSize), output.Slice(row * outputSize, outputSize));
            }

            return;
        }

        // All blocks have about the same size: none is so small that it is not worth the way.
        var blockCount = (rowCount + RowsPerBlock - 1) / RowsPerBlock;
        var capacity = (rowCount + blockCount - 1) / blockCount;
        var rented = ArrayPool<float>.Shared.Rent(checked((2 * capacity * _largestOutput) + AlignedMemory.Reserve));
        var buffer = AlignedMemory.Align(rented, 2 * capacity * _largestOutput);
        for (var first = 0; first < rowCount; first += capacity)
        {
            var count = Math.Min(capacity, rowCount - first);
            var rows = input.Slice(first * inputSize, count * inputSize);
            var stride = inputSize;
            for (var i = 0; i < _kernels.Length; i++)
            {
                var destination = buffer.Slice(i % 2 * capacity * _largestOutput, count * _kernels[i].OutputCapacity);
                _kernels[i].ForwardRows(rows, stride, count, destination);
                rows = destination;
                stride = _kernels[i].OutputCapacity;
            }

            for (var row = 0; row < count; row++)
            {
                var result = output.Slice((first + row) * outputSize, outputSize);
                rows.Slice(row * stride, outputSize).CopyTo(result);
                if (_activeUnits is { } activeUnits)
                {
                    TopK.Keep(result, activeUnits);
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Describes the layers as operations of a graph.</summary>
    /// <param name="graph">Takes the operations.</param>
    /// <param name="name">What the stack is called: encoder, decoder.</param>
    /// <param name="input">The tensor with the input.</param>
    /// <param name="output">The tensor that receives the output.</param>
    /// <param name="outputs">Tensors that receive the outputs of single layers, counted from 0. The last layer cannot be among
    /// them.</param>
    internal void Describe(IGraphBuilder graph, string name, string input, string output, IReadOnlyDictionary<int, string>? outputs = null)
    {
        for (var i = 0; i < Layers.Length; i++)
        {
            var layer = Layers[i];
            var parameters = new float[layer.ParameterCount];
            CopyParametersTo(i, parameters);
            var isLast = i == Layers.Length - 1;
            var result = isLast && _activeUnits is null
                ? output
                : outputs?.GetValueOrDefault(i) ?? graph.Tensor($"{name}.{i}", layer.OutputSize);
            layer.Describe(graph, $"{name}.{i}", input, result, parameters);
            input = result;
        }

        if (_activeUnits is { } activeUnits)
        {
            TopK.Describe(graph, input, output, Layers[^1].OutputSize, activeUnits);
        }
    }

    /// <summary>Copies the parameters of one layer, in the order of <see cref="Layer.Parameters"/>.</summary>
    internal void CopyParametersTo(int layer, Span<float> parameters) => _kernels[layer].CopyParametersTo(parameters);
}
