using System.Buffers.Binary;

namespace Mnist;

/// <summary>An array of bytes with its dimensions, in the format of the MNIST files: two zero bytes, the type of the values, the
/// number of dimensions, each dimension as a big-endian 32-bit number, the values.</summary>
internal sealed class IdxFile
{
    private const byte UnsignedByteType = 8;

    private IdxFile(string name, int[] dimensions, ReadOnlyMemory<byte> values)
    {
        Name = name;
        Dimensions = dimensions;
        Values = values;
    }

    internal string Name { get; }

    internal int[] Dimensions { get; }

    internal ReadOnlyMemory<byte> Values { get; }

    /// <param name="name">The name of the file, for messages.</param>
    /// <param name="content">The whole file.</param>
    /// <param name="itemDimensions">The dimensions that each item must have: none for labels, height and width for images.</param>
    /// <exception cref="InvalidDataException">The content is not what it should be.</exception>
    internal static IdxFile Decode(string name, ReadOnlyMemory<byte> content, params ReadOnlySpan<int> itemDimensions)
    {
        var rank = 1 + itemDimensions.Length;
        var headerLength = sizeof(int) * (1 + rank);
        var bytes = content.Span;
        if (bytes.Length < headerLength)
        {
            throw new InvalidDataException($"{name} ends after {bytes.Length} bytes, within its header.");
        }

        var magic = BinaryPrimitives.ReadInt32BigEndian(bytes);
        var expectedMagic = (UnsignedByteType << 8) | rank;
        if (magic != expectedMagic)
        {
            throw new InvalidDataException(
                $"{name} begins with 0x{magic:x8} and not with 0x{expectedMagic:x8}: it is no idx file of bytes in {rank} dimensions.");
        }

        var dimensions = new int[rank];
        for (var i = 0; i < rank; i++)
        {
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(bytes[(sizeof(int) * (1 + i))..]);
        }

        if (!itemDimensions.SequenceEqual(dimensions.AsSpan(1)))
        {
            throw new InvalidDataException($"{name} holds items of size {string.Join('×', dimensions[1..])}, expected are " +
                $"{string.Join('×', itemDimensions.ToArray())}.");
        }

        var length = dimensions.Aggregate(1L, (product, dimension) => product * dimension);
        return length == bytes.Length - headerLength
            ? new IdxFile(name, dimensions, content[headerLength..])
            : throw new InvalidDataException($"{name} announces {length:N0} values, but holds {bytes.Length - headerLength:N0}.");
    }
}
