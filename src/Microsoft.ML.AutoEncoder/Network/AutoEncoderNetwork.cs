using System.Buffers;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The fitted network: an encoder from the input to the code, and a decoder back.</summary>
/// <remarks>Immutable and without native resources: any number of threads may use it at once.</remarks>
internal sealed class AutoEncoderNetwork
{
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
        Decoder = new Sequential(shape.Decoder, parameters[EncoderParameterCount..], maximumLaneCount);
    }

    internal NetworkShape Shape { get; }

    /// <summary>A copy of all parameters, in the order that <see cref="NetworkShape"/> describes.</summary>
    internal float[] Parameters
    {
        get
        {
            var parameters = new float[Shape.ParameterCount];
            Encoder.CopyParametersTo(parameters.AsSpan(0, EncoderParameterCount));
            Decoder.CopyParametersTo(parameters.AsSpan(EncoderParameterCount));
            return parameters;
        }
    }

    internal Sequential Encoder { get; }

    internal Sequential Decoder { get; }

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
