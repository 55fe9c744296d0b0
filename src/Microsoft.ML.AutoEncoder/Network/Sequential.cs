using System.Buffers;
using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Dense layers, each of which takes the output of the one before it: an encoder or a decoder.</summary>
/// <remarks>Immutable: any number of threads may use it at once.</remarks>
internal sealed class Sequential
{
    // What is larger is rented: threads may have small stacks.
    private const int MaximumSizeOnStack = 4_096;

    private readonly DenseLayer[] _layers;
    private readonly int _widestLayer;
    private readonly int? _activeUnits;

    /// <param name="shapes">The layers.</param>
    /// <param name="parameters">The parameters of the first layer, then of the second, and so on. They are copied.</param>
    /// <param name="maximumLaneCount">The widest registers that may be used.</param>
    /// <param name="activeUnits">How many values of the output are kept, the largest; null for all.</param>
    internal Sequential(ImmutableArray<LayerShape> shapes, ReadOnlySpan<float> parameters, int maximumLaneCount, int? activeUnits = null)
    {
        _activeUnits = activeUnits;
        _layers = new DenseLayer[shapes.Length];
        for (var i = 0; i < shapes.Length; i++)
        {
            var count = (int)shapes[i].ParameterCount;
            _layers[i] = new DenseLayer(shapes[i], parameters[..count], maximumLaneCount);
            parameters = parameters[count..];
        }

        _widestLayer = _layers.Max(layer => layer.PaddedOutputSize);
    }

    /// <summary>Computes the output of a dense input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="output">Receives the output.</param>
    /// <param name="outputs">Receives the outputs of single layers; null if nobody asks for them.</param>
    internal void Forward(ReadOnlySpan<float> input, Span<float> output, LayerOutputs? outputs = null)
    {
        var rented = Rent();
        var buffer = rented ?? stackalloc float[2 * _widestLayer];
        var first = buffer[.._layers[0].PaddedOutputSize];
        _layers[0].Forward(input, first);
        ForwardFromSecond(buffer, output, outputs);
        Return(rented);
    }

    /// <summary>Computes the output of a sparse input: bit for bit that of the same input made dense.</summary>
    internal void Forward(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> output, LayerOutputs? outputs = null)
    {
        var rented = Rent();
        var buffer = rented ?? stackalloc float[2 * _widestLayer];
        var first = buffer[.._layers[0].PaddedOutputSize];
        _layers[0].Forward(indices, values, first);
        ForwardFromSecond(buffer, output, outputs);
        Return(rented);
    }

    /// <summary>Copies the parameters in the order in which the constructor takes them.</summary>
    internal void CopyParametersTo(Span<float> parameters)
    {
        foreach (var layer in _layers)
        {
            var count = (int)layer.Shape.ParameterCount;
            layer.CopyParametersTo(parameters[..count]);
            parameters = parameters[count..];
        }
    }

    private static void Return(float[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private float[]? Rent() => 2 * _widestLayer > MaximumSizeOnStack ? ArrayPool<float>.Shared.Rent(2 * _widestLayer) : null;

    /// <summary>Layers write to the two halves of the buffer in turn; the first one has written already. In the result, all but the units
    /// that are kept become 0.</summary>
    private void ForwardFromSecond(Span<float> buffer, Span<float> output, LayerOutputs? outputs)
    {
        ReadOnlySpan<float> result = buffer[.._layers[0].Shape.OutputSize];
        outputs?.Keep(0, result);
        for (var i = 1; i < _layers.Length; i++)
        {
            var destination = buffer.Slice(i % 2 * _widestLayer, _layers[i].PaddedOutputSize);
            _layers[i].Forward(result, destination);
            result = destination[.._layers[i].Shape.OutputSize];
            outputs?.Keep(i, result);
        }

        result.CopyTo(output);

        if (_activeUnits is { } activeUnits)
        {
            TopK.Keep(output, activeUnits);
        }
    }
}
