using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How a network is written to and read from a model file: its shape in one stream, its parameters in another.</summary>
/// <remarks>
/// <code>
/// *** Binary format of the shape ***
/// int: size of the input
/// for the encoder, then for the decoder:
///   int: number of layers
///   for each layer:
///     int: size of the output
///     byte: kind of the activation
///     float: parameter of the activation (0 if it has none)
/// int: how many units of a code are kept; the code's size if all are
/// bool: whether codes follow the standard normal distribution
/// byte[32]: SHA-256 of the stream of the parameters
///
/// *** Binary format of the parameters ***
/// for each layer of the encoder, then of the decoder:
///   float[input size × output size]: weights, one row per input
///   float[output size]: bias
/// </code>
/// All numbers are little-endian, as they are in memory wherever ML.NET runs. The reader bounds every size before it allocates
/// anything of that size.
/// </remarks>
internal static class NetworkFormat
{
    private const int MaximumLayerCount = 1_000;
    private const int MaximumLayerSize = 1 << 24;
    private const int ParametersPerBlock = 1 << 16;

    internal static void WriteShape(BinaryWriter writer, AutoEncoderNetwork network)
    {
        writer.Write(network.Shape.InputSize);
        WriteLayers(writer, network.Shape.Encoder);
        WriteLayers(writer, network.Shape.Decoder);
        writer.Write(network.Shape.ActiveCodeUnits ?? network.Shape.CodeSize);
        writer.Write(network.Shape.HasStandardNormalPrior);

        var parameters = network.Parameters;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var start = 0; start < parameters.Length; start += ParametersPerBlock)
        {
            hash.AppendData(Block(parameters, start));
        }

        writer.Write(hash.GetHashAndReset());
    }

    internal static void WriteParameters(Stream stream, AutoEncoderNetwork network)
    {
        var parameters = network.Parameters;
        for (var start = 0; start < parameters.Length; start += ParametersPerBlock)
        {
            stream.Write(Block(parameters, start));
        }
    }

    /// <returns>The shape, and the SHA-256 that the stream of the parameters must have.</returns>
    /// <exception cref="InvalidDataException">This is not the shape of a network.</exception>
    internal static (NetworkShape Shape, byte[] ParametersHash) ReadShape(BinaryReader reader)
    {
        var inputSize = ReadSize(reader, "an input", MaximumLayerSize);
        var encoder = ReadLayers(reader);
        var decoder = ReadLayers(reader);
        if (decoder[^1].Size != inputSize)
        {
            throw new InvalidDataException($"Its input has {inputSize} values, but its reconstruction {decoder[^1].Size}.");
        }

        var codeSize = encoder[^1].Size;
        var activeUnits = ReadSize(reader, "the part of the code that is kept", codeSize);
        var shape = new NetworkShape(inputSize, encoder, decoder)
        {
            ActiveCodeUnits = activeUnits == codeSize ? null : activeUnits,
            HasStandardNormalPrior = reader.ReadBoolean(),
        };
        return (shape, reader.ReadBytes(SHA256.HashSizeInBytes));
    }

    /// <param name="stream">The stream of the parameters; it must know its length.</param>
    /// <param name="shape">The shape of the network.</param>
    /// <param name="expectedHash">The SHA-256 that the stream must have.</param>
    /// <exception cref="InvalidDataException">The stream does not hold the parameters of a network of this shape.</exception>
    internal static AutoEncoderNetwork ReadParameters(Stream stream, NetworkShape shape, ReadOnlySpan<byte> expectedHash)
    {
        if (shape.ParameterCount > NetworkShape.MaximumParameterCount || stream.Length != shape.ParameterCount * sizeof(float))
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

        if (!Array.TrueForAll(parameters, float.IsFinite))
        {
            throw new InvalidDataException("Some of its weights are not finite numbers.");
        }

        return new AutoEncoderNetwork(shape, parameters);
    }

    private static void WriteLayers(BinaryWriter writer, ImmutableArray<LayerShape> layers)
    {
        writer.Write(layers.Length);
        foreach (var layer in layers)
        {
            writer.Write(layer.OutputSize);
            ActivationFormat.Write(writer, layer.Activation);
        }
    }

    private static (int Size, Activation Activation)[] ReadLayers(BinaryReader reader)
    {
        var layers = new (int, Activation)[ReadSize(reader, "an encoder or decoder", MaximumLayerCount)];
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i] = (ReadSize(reader, "a layer", MaximumLayerSize), ActivationFormat.Read(reader));
        }

        return layers;
    }

    private static int ReadSize(BinaryReader reader, string what, int maximum)
    {
        var size = reader.ReadInt32();
        return size >= 1 && size <= maximum
            ? size
            : throw new InvalidDataException($"It gives the size of {what} as {size}, which is not between 1 and {maximum}.");
    }

    /// <summary>Blocks keep the number of bytes of a span within the range of an int.</summary>
    private static Span<byte> Block(float[] parameters, int start) =>
        MemoryMarshal.AsBytes(parameters.AsSpan(start, Math.Min(ParametersPerBlock, parameters.Length - start)));
}
