using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How a network is written to and read from a model file: its shape in one stream, its parameters in another.</summary>
/// <remarks>
/// <code>
/// *** Binary format of the shape ***
/// int: size of the input
/// the layers of the encoder, see LayerFormat; none for a decoder alone
/// int: size of the code
/// the layers of the decoder
/// int: how many units of a code are kept; the code's size if all are
/// bool: whether codes follow the standard normal distribution
/// byte[32]: SHA-256 of the stream of the parameters
///
/// *** Binary format of the parameters ***
/// for each layer of the encoder, then of the decoder:
///   float[]: the values of one parameter after the other, in the order in which the layer names them
/// </code>
/// All numbers are little-endian, as they are in memory wherever ML.NET runs. The reader bounds every size before it allocates
/// anything of that size.
/// </remarks>
internal static class NetworkFormat
{
    private const int ParametersPerBlock = 1 << 16;

    private delegate void BlockAction(ReadOnlySpan<byte> block);

    internal static void WriteShape(BinaryWriter writer, AutoEncoderNetwork network)
    {
        writer.Write(network.Shape.InputSize);
        LayerFormat.Write(writer, network.Shape.Encoder);
        writer.Write(network.Shape.CodeSize);
        LayerFormat.Write(writer, network.Shape.Decoder);
        writer.Write(network.Shape.ActiveCodeUnits ?? network.Shape.CodeSize);
        writer.Write(network.Shape.HasStandardNormalPrior);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ForEachBlock(network, hash.AppendData);
        writer.Write(hash.GetHashAndReset());
    }

    internal static void WriteParameters(Stream stream, AutoEncoderNetwork network) => ForEachBlock(network, stream.Write);

    /// <returns>The shape, and the SHA-256 that the stream of the parameters must have.</returns>
    /// <exception cref="InvalidDataException">This is not the shape of a network.</exception>
    internal static (NetworkShape Shape, byte[] ParametersHash) ReadShape(BinaryReader reader)
    {
        var inputSize = NetworkLimits.ReadSize(reader, "an input", NetworkLimits.MaximumLayerSize);
        var encoder = LayerFormat.Read(reader, new TensorShape(inputSize), minimumCount: 0);
        var codeSize = NetworkLimits.ReadSize(reader, "a code", NetworkLimits.MaximumLayerSize);
        if (encoder is [.., var code] && code.OutputSize != codeSize)
        {
            throw new InvalidDataException($"Its code has {codeSize} values, but its encoder gives {code.OutputSize}.");
        }

        var decoder = LayerFormat.Read(
            reader, encoder.IsEmpty ? new TensorShape(codeSize) : encoder[^1].OutputShape, minimumCount: encoder.IsEmpty ? 1 : 0);
        if (decoder is [.., var last] && last.OutputSize != inputSize)
        {
            throw new InvalidDataException($"Its input has {inputSize} values, but its reconstruction {last.OutputSize}.");
        }

        var activeUnits = NetworkLimits.ReadSize(reader, "the part of the code that is kept", codeSize);
        var shape = new NetworkShape(encoder, decoder)
        {
            ActiveCodeUnits = activeUnits == codeSize ? null : activeUnits,
            HasStandardNormalPrior = reader.ReadBoolean(),
        };
        return (shape, reader.ReadBytes(SHA256.HashSizeInBytes));
    }

    /// <inheritdoc cref="ReadShape"/>
    /// <exception cref="InvalidDataException">This is not the shape of a network, or it is that of a decoder alone.</exception>
    internal static (NetworkShape Shape, byte[] ParametersHash) ReadWholeShape(BinaryReader reader)
    {
        var (shape, hash) = ReadShape(reader);
        return shape.Encoder.IsEmpty ? throw new InvalidDataException("Its encoder has no layer.") : (shape, hash);
    }

    /// <param name="stream">The stream of the parameters; it must know its length.</param>
    /// <param name="shape">The shape of the network.</param>
    /// <param name="expectedHash">The SHA-256 that the stream must have.</param>
    /// <exception cref="InvalidDataException">The stream does not hold the parameters of a network of this shape.</exception>
    internal static AutoEncoderNetwork ReadParameters(Stream stream, NetworkShape shape, ReadOnlySpan<byte> expectedHash)
    {
        if (shape.ParameterCount > NetworkLimits.MaximumParameterCount || stream.Length != shape.ParameterCount * sizeof(float))
        {
            throw new InvalidDataException(
                $"Its weights take {stream.Length} bytes, but those of a network of its shape {shape.ParameterCount * sizeof(float)}.");
        }

        var parameters = new float[shape.ParameterCount];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var start = 0; start < parameters.Length; start += ParametersPerBlock)
        {
            var block = Block(parameters, start);
            stream.ReadExactly(block);
            hash.AppendData(block);
        }

        if (!expectedHash.SequenceEqual(hash.GetHashAndReset()))
        {
            throw new InvalidDataException("Its weights do not match their checksum: the file is damaged.");
        }

        if (!FiniteNumbers.AreAll(parameters))
        {
            throw new InvalidDataException("Some of its weights are not finite numbers.");
        }

        return new AutoEncoderNetwork(shape, parameters);
    }

    private static void ForEachBlock(AutoEncoderNetwork network, BlockAction use) => network.ForEachLayer(parameters =>
    {
        for (; parameters.Length > 0; parameters = parameters[Math.Min(ParametersPerBlock, parameters.Length)..])
        {
            use(MemoryMarshal.AsBytes(parameters[..Math.Min(ParametersPerBlock, parameters.Length)]));
        }
    });

    /// <summary>Blocks keep the number of bytes of a span within the range of an int.</summary>
    private static Span<byte> Block(float[] parameters, int start) =>
        MemoryMarshal.AsBytes(parameters.AsSpan(start, Math.Min(ParametersPerBlock, parameters.Length - start)));
}
