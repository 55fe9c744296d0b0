using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How the state of a training that a model keeps is written to and read from a model file: what it is in the description, its
/// numbers in a stream of their own.</summary>
/// <remarks>
/// <code>
/// *** Binary format in the description ***
/// bool: whether there is a state; the rest follows if so
/// int: number of optimizer steps
/// int: the seed of the order of the rows
/// int: how many epochs at the beginning had other rows than the last ones
/// string: a hash of the rows of the last epochs
/// int: number of buffers
/// for each buffer:
///   string: name
///   int: number of values
/// byte[32]: SHA-256 of the stream
///
/// *** Binary format of the stream "TrainingState" ***
/// for each buffer:
///   float[]: the values
/// </code>
/// </remarks>
internal static class KeptStateFormat
{
    private const string StreamName = "TrainingState";
    private const int MaximumBufferCount = 16;
    private const int ValuesPerBlock = 1 << 16;

    private delegate void BlockAction(ReadOnlySpan<byte> block);

    internal static void Write(BinaryWriter writer, KeptState? state)
    {
        writer.Write(state is not null);
        if (state is null)
        {
            return;
        }

        writer.Write(state.StepCount);
        writer.Write(state.OrderSeed);
        writer.Write(state.ComparableFrom);
        writer.Write(state.RowsHash);
        writer.Write(state.Buffers.Count);
        foreach (var (name, values) in state.Buffers)
        {
            writer.Write(name);
            writer.Write(values.Length);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ForEachBlock(state, hash.AppendData);
        writer.Write(hash.GetHashAndReset());
    }

    internal static void WriteStream(ModelSaveContext ctx, KeptState? state)
    {
        if (state is not null)
        {
            ctx.SaveBinaryStream(StreamName, writer => ForEachBlock(state, writer.Write));
        }
    }

    /// <param name="reader">Where to read.</param>
    /// <param name="shape">The shape of the network.</param>
    /// <param name="epochCount">The number of epochs of the history.</param>
    /// <returns>Null if the model keeps no state.</returns>
    /// <exception cref="InvalidDataException">This is no state of a training of such a network.</exception>
    internal static KeptStateHeader? Read(BinaryReader reader, NetworkShape shape, int epochCount)
    {
        if (!reader.ReadBoolean())
        {
            return null;
        }

        var state = new KeptState
        {
            StepCount = InRange(reader.ReadInt32(), int.MaxValue, "steps"),
            OrderSeed = reader.ReadInt32(),
            ComparableFrom = InRange(reader.ReadInt32(), epochCount, "epochs with other rows"),
            RowsHash = reader.ReadString(),
            Buffers = [],
        };
        var buffers = new (string Name, int Length)[InRange(reader.ReadInt32(), MaximumBufferCount, "buffers")];
        for (var i = 0; i < buffers.Length; i++)
        {
            buffers[i] = (reader.ReadString(), InRange(reader.ReadInt32(), LargestBuffer(shape), "values of a buffer"));
        }

        return buffers.DistinctBy(buffer => buffer.Name).Count() == buffers.Length
            ? new KeptStateHeader(state, buffers, reader.ReadBytes(SHA256.HashSizeInBytes))
            : throw new InvalidDataException("Two parts of its training's state have the same name.");
    }

    /// <summary>Reads the numbers.</summary>
    /// <param name="ctx">The component in the file.</param>
    /// <param name="header">What the description tells of them.</param>
    /// <exception cref="InvalidDataException">There is no such stream, or it is damaged.</exception>
    internal static KeptState ReadStream(ModelLoadContext ctx, KeptStateHeader header)
    {
        KeptState? state = null;
        ctx.TryLoadBinaryStream(StreamName, reader => state = ReadValues(reader.BaseStream, header));
        return state ?? throw new InvalidDataException("The state of its training is missing.");
    }

    private static KeptState ReadValues(Stream stream, KeptStateHeader header)
    {
        var length = header.Buffers.Sum(buffer => (long)buffer.Length) * sizeof(float);
        if (stream.Length != length)
        {
            throw new InvalidDataException($"The state of its training takes {stream.Length} bytes, but should take {length}.");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        KeptBuffer[] buffers =
            [.. header.Buffers.Select(buffer => new KeptBuffer(buffer.Name, ReadValues(stream, buffer.Length, hash)))];
        return header.Hash.AsSpan().SequenceEqual(hash.GetHashAndReset())
            ? header.State with { Buffers = buffers }
            : throw new InvalidDataException("The state of its training does not match its checksum: the file is damaged.");
    }

    private static float[] ReadValues(Stream stream, int count, IncrementalHash hash)
    {
        var values = new float[count];
        for (var start = 0; start < values.Length; start += ValuesPerBlock)
        {
            var block = MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(ValuesPerBlock, values.Length - start)));
            stream.ReadExactly(block);
            hash.AppendData(block);
        }

        return FiniteNumbers.AreAll(values)
            ? values
            : throw new InvalidDataException("Some numbers of its training's state are not finite.");
    }

    /// <summary>Batch normalisation and a layer for variances add less than twice the parameters; a layer that predicts labels has so many
    /// for each class; the rest is rounding up.</summary>
    private static int LargestBuffer(NetworkShape shape) => (int)Math.Min(
        Array.MaxLength, (3 * shape.ParameterCount) + ((shape.CodeSize + 1L) * NetworkLimits.MaximumClassCount) + 256);

    private static int InRange(int count, int maximum, string what) => count >= 0 && count <= maximum
        ? count
        : throw new InvalidDataException($"It gives the number of {what} in its training's state as {count}.");

    private static void ForEachBlock(KeptState state, BlockAction use)
    {
        foreach (var buffer in state.Buffers)
        {
            for (var rest = buffer.Values.Span; rest.Length > 0; rest = rest[Math.Min(ValuesPerBlock, rest.Length)..])
            {
                use(MemoryMarshal.AsBytes(rest[..Math.Min(ValuesPerBlock, rest.Length)]));
            }
        }
    }
}
