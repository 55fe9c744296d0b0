using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Microsoft.ML.AutoEncoder.Tests.ModelFile;

/// <summary>A saved model taken apart, so that a test can damage one part of it and put it together again.</summary>
internal sealed class ModelArchive
{
    // ML.NET's header; our part of Model.key begins behind it.
    private const int HeaderSize = 256;

    private readonly Dictionary<string, byte[]> _entries = [];
    private readonly string _folder;
    private readonly int _start;

    /// <param name="path">The model file.</param>
    /// <param name="folder">The last folder on the way to our part; may be empty if there is only one component.</param>
    /// <param name="offset">How many bytes a base class of ML.NET writes before our part.</param>
    internal ModelArchive(string path, string folder = "", int offset = 0)
    {
        _folder = folder;
        _start = HeaderSize + offset;
        using var zip = ZipFile.OpenRead(path);
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            _entries.Add(entry.FullName, content.ToArray());
        }
    }

    /// <summary>ML.NET's header, our description with its length and checksum, and ML.NET's string table.</summary>
    internal byte[] Key => _entries[NameOf("Model.key")];

    internal byte[] Parameters
    {
        get => _entries[NameOf("Parameters")];
        set => _entries[NameOf("Parameters")] = value;
    }

    /// <summary>The numbers of a state that the model keeps.</summary>
    internal byte[] State
    {
        get => _entries[NameOf("TrainingState")];
        set => _entries[NameOf("TrainingState")] = value;
    }

    /// <summary>Our description, without its length and checksum.</summary>
    internal Span<byte> Description => Key.AsSpan(_start + sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(Key.AsSpan(_start)));

    /// <summary>Where our part of <see cref="Key"/> is: length, description, checksum.</summary>
    internal Range OwnPart => _start..(_start + sizeof(int) + Description.Length + SHA256.HashSizeInBytes);

    /// <summary>Makes the checksum of a changed description right, as somebody who forges a file would.</summary>
    internal void SignDescription() => SHA256.HashData(Description).CopyTo(Key.AsSpan(_start + sizeof(int) + Description.Length));

    internal void RemoveParameters() => _entries.Remove(NameOf("Parameters"));

    internal void RemoveState() => _entries.Remove(NameOf("TrainingState"));

    internal void Save(string path)
    {
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, content) in _entries)
        {
            using var stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            stream.Write(content);
        }
    }

    private string NameOf(string file) =>
        _entries.Keys.Single(name => name.Replace('\\', '/').EndsWith($"{_folder}/{file}", StringComparison.Ordinal));
}
