using System.Security.Cryptography;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The part of a model that says what it is, with what it takes to notice damage: ML.NET itself checks nothing.</summary>
/// <remarks>
/// <code>
/// *** Binary format ***
/// int: length of the description
/// byte[]: the description
/// byte[32]: SHA-256 of the description
/// </code>
/// </remarks>
internal static class FramedDescription
{
    internal static void Write(BinaryWriter destination, Action<BinaryWriter> write)
    {
        var description = new MemoryStream();
        using (var writer = new BinaryWriter(description))
        {
            write(writer);
        }

        var bytes = description.ToArray();
        destination.Write(bytes.Length);
        destination.Write(bytes);
        destination.Write(SHA256.HashData(bytes));
    }

    /// <exception cref="InvalidDataException">The description is damaged.</exception>
    internal static BinaryReader Read(BinaryReader source)
    {
        var length = source.ReadInt32();
        if (length < 0 || length > source.BaseStream.Length - source.BaseStream.Position)
        {
            throw new InvalidDataException($"It gives the length of its description as {length}: the file is damaged.");
        }

        var description = source.ReadBytes(length);
        return SHA256.HashData(description).AsSpan().SequenceEqual(source.ReadBytes(SHA256.HashSizeInBytes))
            ? new BinaryReader(new MemoryStream(description))
            : throw new InvalidDataException("Its description does not match its checksum: the file is damaged.");
    }

    /// <exception cref="InvalidDataException">The description goes on where it should end.</exception>
    internal static void CheckEnd(BinaryReader description)
    {
        var rest = description.BaseStream.Length - description.BaseStream.Position;
        if (rest != 0)
        {
            throw new InvalidDataException($"Its description has {rest} bytes more than it should have.");
        }
    }
}
