using System.Buffers;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The fitted network: an encoder from the input to the code, and a decoder back.</summary>
/// <remarks>Immutable and without native resources: any number of threads may use it at once.</remarks>
internal sealed class AutoEncoderNetwork
{
    private readonly Sequential? _decoder;

    /// <param name="shape">The layers.</param>
    /// <param name="parameters">The parameters in the order that <see cref="NetworkShape"/> describes, all finite. They are copied.</param>
    internal AutoEncoderNetwork(NetworkShape shape, ReadOnlySpan<float> parameters)
        : this(shape, parameters, WeightedSum.HardwareLaneCount)
    {
    }

    /// <param name="shape">The layers.</param>
    /// <param name="parameters">The parameters in the order that <see cref="NetworkShape"/> describes, all finite. They are copied.</param>
    /// <param name="maximumLaneCount">How many values the widest registers hold that may be used.</param>
    internal AutoEncoderNetwork(NetworkShape shape, ReadOnlySpan<float> parameters, int maximumLaneCount)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(parameters.Length, shape.ParameterCount);
        Shape = shape;
        EncoderParameterCount = (int)shape.Encoder.Sum(layer => layer.ParameterCount);
        Encoder = new Sequential(shape.Encoder, parameters[..EncoderParameterCount], maximumLaneCount, shape.ActiveCodeUnits);
        _decoder = shape.HasDecoder ? new Sequential(shape.Decoder, parameters[EncoderParameterCount..], maximumLaneCount) : null;
    }

    internal NetworkShape Shape { get; }

    /// <summary>A copy of all parameters, in the order that <see cref="NetworkShape"/> describes.</summary>
    internal float[] Parameters
    {
        get
        {
            var parameters = new float[Shape.ParameterCount];
            Encoder.CopyParametersTo(parameters.AsSpan(0, EncoderParameterCount));
            _decoder?.CopyParametersTo(parameters.AsSpan(EncoderParameterCount));
            return parameters;
        }
    }

    internal Sequential Encoder { get; }

    /// <exception cref="InvalidOperationException">The network is an encoder alone.</exception>
    internal Sequential Decoder => _decoder ?? throw new InvalidOperationException(
        "This model is an encoder alone: it has no decoder that could reconstruct a row. Import it with its decoder, or train one.");

    private int EncoderParameterCount { get; }

    /// <summary>Encodes the input and decodes the code.</summary>
    internal void Reconstruct(ReadOnlySpan<float> input, Span<float> reconstruction)
    {
        var rented = ArrayPool<float>.Shared.Rent(Shape.CodeSize);
        var code = rented.AsSpan(0, Shape.CodeSize);
        Encoder.Forward(input, code);
        Decoder.Forward(code, reconstruction);
        ArrayPool<float>.Shared.Return(rented);
    }
}
