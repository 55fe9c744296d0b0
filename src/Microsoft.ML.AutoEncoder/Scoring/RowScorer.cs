using System.Numerics.Tensors;
using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Computes the model's columns for the row on which a cursor stands. Columns of one row share the forward pass.</summary>
/// <remarks>Belongs to one cursor and so to one thread.</remarks>
internal class RowScorer
{
    // Not -1: that is where a cursor stands before its first row, and there the input's getter has to be asked, so that it throws.
    private const long NoPosition = long.MinValue;

    private readonly AutoEncoderNetwork _network;
    private readonly DataViewRow _row;
    private readonly DataViewSchema.Column _inputColumn;
    private readonly ValueGetter<VBuffer<float>> _getInput;
    private readonly float[] _code;
    private readonly float[] _reconstruction;
    private readonly LayerOutputs? _encoderOutputs;
    private readonly LayerOutputs? _decoderOutputs;

    private float[]? _difference;
    private float[]? _codeOfReconstruction;
    private LayerOutputs? _outputsOfReconstruction;
    private VBuffer<float> _input;
    private long _codePosition = NoPosition;
    private long _reconstructionPosition = NoPosition;
    private long _differencePosition = NoPosition;

    /// <param name="network">The fitted network.</param>
    /// <param name="row">The row.</param>
    /// <param name="inputColumn">The input of the network.</param>
    /// <param name="layers">The numbers of the layers whose outputs will be asked for, from 1 on.</param>
    internal RowScorer(
        AutoEncoderNetwork network, DataViewRow row, DataViewSchema.Column inputColumn, params IReadOnlyCollection<int> layers)
    {
        _network = network;
        _row = row;
        _inputColumn = inputColumn;
        _getInput = row.GetGetter<VBuffer<float>>(inputColumn);
        _code = new float[network.Shape.CodeSize];
        _reconstruction = new float[network.Shape.InputSize];
        if (layers.Count > 0)
        {
            var encoderLength = network.Shape.Encoder.Length;
            _encoderOutputs = new LayerOutputs(
                network.Shape.Encoder, layers.Where(layer => layer <= encoderLength).Select(layer => layer - 1));
            var decoderLayers = layers.Where(layer => layer > encoderLength).Select(layer => layer - 1 - encoderLength);
            _decoderOutputs = new LayerOutputs(network.Shape.Decoder, decoderLayers);
        }
    }

    internal NetworkShape Shape => _network.Shape;

    /// <summary>The row that is scored; it is read when something of it is computed.</summary>
    internal ref readonly VBuffer<float> Input => ref _input;

    internal ReadOnlySpan<float> Code()
    {
        if (_codePosition != _row.Position)
        {
            _getInput(ref _input);
            ColumnChecks.CheckRowLength(_inputColumn, _row.Position, _input.Length);
            Encode(_input, _code);
            _codePosition = _row.Position;
        }

        return _code;
    }

    /// <summary>The output of a layer. That of the last layer on either side is what the side gives as a whole.</summary>
    internal ReadOnlySpan<float> LayerOutput(int layer)
    {
        var encoderLength = _network.Shape.Encoder.Length;
        var output = layer <= encoderLength ? Code() : Reconstruction();
        return layer == encoderLength || layer == encoderLength + _network.Shape.Decoder.Length ? output
            : layer < encoderLength ? _encoderOutputs![layer - 1]
            : _decoderOutputs![layer - 1 - encoderLength];
    }

    /// <summary>The output of a layer of the encoder for the reconstruction.</summary>
    internal ReadOnlySpan<float> LayerOutputOfReconstruction(int layer)
    {
        _codeOfReconstruction ??= new float[Shape.CodeSize];
        _outputsOfReconstruction ??= new LayerOutputs(Shape.Encoder, [layer - 1]);
        _network.Encoder.Forward(Reconstruction(), _codeOfReconstruction, _outputsOfReconstruction);
        return layer == Shape.Encoder.Length ? _codeOfReconstruction : _outputsOfReconstruction[layer - 1];
    }

    internal ReadOnlySpan<float> Reconstruction()
    {
        if (_reconstructionPosition != _row.Position)
        {
            _network.Decoder.Forward(Code(), _reconstruction, _decoderOutputs);
            _reconstructionPosition = _row.Position;
        }

        return _reconstruction;
    }

    /// <summary>The input minus its reconstruction.</summary>
    internal ReadOnlySpan<float> Difference()
    {
        _difference ??= new float[Shape.InputSize];
        if (_differencePosition != _row.Position)
        {
            var reconstruction = Reconstruction();
            _input.CopyTo(_difference);
            TensorPrimitives.Subtract(_difference, reconstruction, _difference);
            _differencePosition = _row.Position;
        }

        return _difference;
    }

    /// <summary>The error of the reconstruction slot by slot.</summary>
    internal virtual void ComputeSlotErrors(Span<float> destination)
    {
        var difference = Difference();
        TensorPrimitives.Multiply(difference, difference, destination);
    }

    /// <summary>Computes the code of a row.</summary>
    private protected virtual void Encode(in VBuffer<float> input, Span<float> code)
    {
        var row = input.IsDense ? new InputRow(input.GetValues()) : new InputRow(input.GetIndices(), input.GetValues());
        _network.Encoder.Forward(row, code, _encoderOutputs);
    }
}
