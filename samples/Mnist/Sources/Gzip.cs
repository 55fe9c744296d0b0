using System.IO.Compression;

namespace Mnist.Sources;

/// <summary>The packing in which MNIST is handed around.</summary>
internal static class Gzip
{
    /// <exception cref="SourceException">The content is not packed, or damaged.</exception>
    internal static byte[] Unpack(string name, byte[] packed)
    {
        try
        {
            using var input = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            using var output = new MemoryStream();
            input.CopyTo(output);
            return output.ToArray();
        }
        catch (InvalidDataException exception)
        {
            throw new SourceException($"{name} is not an intact gzip file", exception);
        }
    }
}
