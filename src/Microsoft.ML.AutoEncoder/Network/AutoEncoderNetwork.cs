using System.Buffers;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The fitted network: an encoder from the input to the code, and a decoder back.</summary>
/// <remarks>Immutable and without native resources: any number of threads may use it at once.</remarks>
internal sealed class AutoEncoderNetwork
{
    private readonly Sequential? _encoder;
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
        var encoderParameterCount = (int)NetworkShape.CountParameters(shape.Encoder);
        _encoder = shape.HasEncoder
            ? new Sequential(shape.Encoder, parameters[..encoderParameterCount], maximumLaneCount, shape.ActiveCodeUnits)
            : null;
        _decoder = shape.HasDecoder ? new Sequential(shape.Decoder, parameters[encoderParameterCount..], maximumLaneCount) : null;
    }

    private AutoEncoderNetwork(NetworkShape shape, Sequential decoder) => (Shape, _decoder) = (shape, decoder);

    /// <summary>Uses the parameters of a layer, which are valid during the call.</summary>
    internal delegate void ParametersAction(ReadOnlySpan<float> parameters);

    internal NetworkShape Shape { get; }

    /// <summary>A copy of all parameters, in the order that <see cref="NetworkShape"/> describes.</summary>
    internal float[] Parameters
    {
        get
        {
            var parameters = new float[Shape.ParameterCount];
            var count = 0;
            ForEachLayer(values =>
            {
                values.CopyTo(parameters.AsSpan(count));
                count += values.Length;
            });
            return parameters;
        }
    }

    /// <exception cref="InvalidOperationException">The network is a decoder alone.</exception>
    internal Sequential Encoder => _encoder ?? throw new InvalidOperationException("This network is a decoder alone.");

    /// <exception cref="InvalidOperationException">The network is an encoder alone.</exception>
    internal Sequential Decoder => _decoder ?? throw new InvalidOperationException(
        "This model is an encoder alone: it has no decoder that could reconstruct a row. Import it with its decoder, or train one.");

    /// <summary>The decoder of the network alone.</summary>
    internal AutoEncoderNetwork WithoutEncoder() => new(new NetworkShape([], Shape.Decoder), Decoder);

    /// <summary>Gives the parameters of one layer after the other, in the order that <see cref="NetworkShape"/> describes.</summary>
    internal void ForEachLayer(ParametersAction use)
    {
        foreach (var side in new[] { _encoder, _decoder })
        {
            for (var i = 0; i < side?.Layers.Length; i++)
            {
                var rented = ArrayPool<float>.Shared.Rent((int)side.Layers[i].ParameterCount);
                var parameters = rented.AsSpan(0, (int)side.Layers[i].ParameterCount);
                side.CopyParametersTo(i, parameters);
                use(parameters);
                ArrayPool<float>.Shared.Return(rented);
            }
        }
    }

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
