using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Tensors by name in a file: the length of a header (u64, little-endian), the header as JSON, and the values one behind the
/// other.</summary>
internal sealed class SafetensorsFile
{
    // The bound of the library that the format comes from.
    private const long MaximumHeaderLength = 100_000_000;

    private readonly Stream _stream;
    private readonly long _dataStart;

    private SafetensorsFile(Stream stream, long dataStart, ImmutableArray<SafetensorsEntry> entries)
    {
        _stream = stream;
        _dataStart = dataStart;
        Entries = entries;
    }

    /// <summary>The tensors, in the order of their values.</summary>
    internal ImmutableArray<SafetensorsEntry> Entries { get; }

    /// <summary>Reads the header.</summary>
    /// <param name="stream">The file, from its start; it must know its length, and stay open while values are read.</param>
    /// <exception cref="InvalidDataException">This is not a safetensors file, or it is damaged.</exception>
    internal static SafetensorsFile Open(Stream stream)
    {
        Span<byte> start = stackalloc byte[sizeof(ulong)];
        if (stream.Length < start.Length)
        {
            throw new InvalidDataException($"It has {stream.Length} bytes, which is less than the length of a header takes.");
        }

        stream.Position = 0;
        stream.ReadExactly(start);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        var rest = stream.Length - start.Length;
        if (length > (ulong)Math.Min(rest, MaximumHeaderLength))
        {
            throw new InvalidDataException(
                $"Its header would take {length} bytes, but {rest} follow: it is not a safetensors file, or it is cut off.");
        }

        var header = new byte[length];
        stream.ReadExactly(header);
        return new SafetensorsFile(stream, start.Length + header.Length, SafetensorsHeader.Read(header, rest - header.Length));
    }

    /// <summary>Reads the values of a tensor as floats.</summary>
    /// <exception cref="InvalidDataException">They are of a type that cannot be read, or not finite.</exception>
    internal float[] Read(SafetensorsEntry entry)
    {
        _stream.Position = _dataStart + entry.Start;
        var values = entry.Type switch
        {
            "F32" => ReadValues<float>(entry.Count),
            "F16" => HalfNumbers.FromFloat16(ReadValues<ushort>(entry.Count)),
            "BF16" => HalfNumbers.FromBrainFloat16(ReadValues<ushort>(entry.Count)),
            _ => throw new InvalidDataException($"The tensor '{entry.Name}' is of the type {entry.Type}; F32, F16 and BF16 can be read."),
        };
        return FiniteNumbers.AreAll(values)
            ? values
            : throw new InvalidDataException($"Some values of the tensor '{entry.Name}' are not finite numbers.");
    }

    private T[] ReadValues<T>(int count)
        where T : unmanaged
    {
        const int ValuesPerBlock = 1 << 20;
        var values = new T[count];
        for (var start = 0; start < count; start += ValuesPerBlock)
        {
            _stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(ValuesPerBlock, count - start))));
        }

        return values;
    }
}
