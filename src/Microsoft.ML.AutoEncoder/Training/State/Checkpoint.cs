using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A file with the state of a training, from which another training of the same kind can go on.</summary>
/// <remarks>
/// <code>
/// *** Binary format ***
/// byte[8]: "AECHKPNT"
/// int: version of the format
/// int: number of lines of the description
/// string[]: the description, which says what the training depends on
/// the state, see TrainingStateFormat
/// byte[32]: SHA-256 of everything before
/// </code>
/// </remarks>
internal sealed class Checkpoint
{
    private const int FormatVersion = 2;

    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("AECHKPNT");

    // The full paths of the checkpoints of all trainings that run in this process.
    private static readonly ConcurrentDictionary<string, byte> Reserved = new();

    private readonly IHost _host;
    private readonly string _path;
    private readonly string[] _description;

    /// <param name="host">Raises errors.</param>
    /// <param name="path">Where the file is, or will be.</param>
    /// <param name="description">What the training depends on, line by line.</param>
    internal Checkpoint(IHost host, string path, string[] description)
    {
        _host = host;
        _path = path;
        _description = description;
    }

    // Written aside at first and then renamed, so that there is always a whole file.
    private string UnfinishedPath => _path + ".unfinished";

    /// <summary>Makes sure, before any time is spent on training, that the file can be written and that nobody else does.</summary>
    /// <returns>Keeps others away until it is disposed.</returns>
    /// <exception cref="InvalidOperationException">The path cannot be a checkpoint's, or another training has it.</exception>
    internal static IDisposable Reserve(IHost host, string path)
    {
        if (Directory.Exists(path))
        {
            throw host.Except($"{Option(path)}, which is a directory. Add the name of a file.");
        }

        try
        {
            var directory = Path.GetDirectoryName(Path.GetFullPath(path));
            if (!Directory.Exists(directory))
            {
                throw host.Except($"{Option(path)}, but the directory '{directory}' does not exist. Create it.");
            }

            var isOurs = Reserved.TryAdd(Path.GetFullPath(path), 0);
            return isOurs
                ? new Reservation(Path.GetFullPath(path))
                : throw host.Except($"{Option(path)}, which another training in this process writes. Give each its own file.");
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw host.Except(exception, $"{Option(path)}, which cannot be written: {exception.Message} Choose another file.");
        }
    }

    internal void Save(TrainingState state)
    {
        using (var file = File.Create(UnfinishedPath))
        using (var hash = SHA256.Create())
        using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(hashed))
        {
            writer.Write(Magic);
            writer.Write(FormatVersion);
            writer.Write(_description.Length);
            Array.ForEach(_description, writer.Write);
            TrainingStateFormat.Write(writer, state);
            writer.Flush();
            hashed.FlushFinalBlock();
            file.Write(hash.Hash!);
            file.Flush(flushToDisk: true);
        }

        File.Move(UnfinishedPath, _path, overwrite: true);
    }

    /// <summary>Takes over the state in the file.</summary>
    /// <returns>Whether there is a file.</returns>
    /// <exception cref="FormatException">The file is damaged, or no checkpoint, or has a format or a state that this training cannot
    /// read.</exception>
    /// <exception cref="InvalidOperationException">The file is a checkpoint of another training.</exception>
    internal bool TryRestore(TrainingState state)
    {
        if (!File.Exists(_path))
        {
            return false;
        }

        using var file = File.OpenRead(_path);
        if (!IsIntact(file))
        {
            throw _host.ExceptDecode($"The checkpoint '{_path}' is damaged, or no checkpoint at all. Delete it to train from the start.");
        }

        file.Position = Magic.Length;
        using var reader = new BinaryReader(file);
        try
        {
            Read(reader, state, file.Length - SHA256.HashSizeInBytes);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException or ArgumentException)
        {
            throw _host.ExceptDecode(exception, $"The checkpoint '{_path}' cannot be read. {exception.Message} " +
                "Delete it to train from the start.");
        }

        return true;
    }

    internal void Delete()
    {
        File.Delete(UnfinishedPath);
        File.Delete(_path);
    }

    private static bool IsIntact(FileStream file)
    {
        var length = file.Length - SHA256.HashSizeInBytes;
        if (length < Magic.Length)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var start = new byte[Magic.Length];
        file.ReadExactly(start);
        hash.AppendData(start);
        var buffer = new byte[1 << 16];
        while (file.Position < length)
        {
            var count = file.Read(buffer, 0, (int)Math.Min(buffer.Length, length - file.Position));
            hash.AppendData(buffer, 0, count);
        }

        var expected = new byte[SHA256.HashSizeInBytes];
        file.ReadExactly(expected);
        return start.AsSpan().SequenceEqual(Magic) && hash.GetHashAndReset().AsSpan().SequenceEqual(expected);
    }

    private void Read(BinaryReader reader, TrainingState state, long end)
    {
        if (reader.ReadInt32() is not FormatVersion and var version)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"It has version {version} of the format, and this library reads version {FormatVersion}."));
        }

        CheckDescription(ReadDescription(reader, end));
        TrainingStateFormat.Read(reader, state);
        if (reader.BaseStream.Position != end)
        {
            throw new InvalidDataException("Its state does not end where it should.");
        }
    }

    /// <summary>Reads line by line: a line takes a byte or more, so the length of the file bounds what is allocated.</summary>
    private static List<string> ReadDescription(BinaryReader reader, long end)
    {
        var count = reader.ReadInt32();
        if (count < 0 || count > end - reader.BaseStream.Position)
        {
            throw new InvalidDataException(FormattableString.Invariant($"It gives the number of lines of its description as {count}."));
        }

        var lines = new List<string>();
        while (lines.Count < count)
        {
            lines.Add(reader.ReadString());
        }

        return lines;
    }

    private void CheckDescription(List<string> found)
    {
        for (var i = 0; i < Math.Max(found.Count, _description.Length); i++)
        {
            var (there, here) = (found.ElementAtOrDefault(i), _description.ElementAtOrDefault(i));
            if (there != here)
            {
                throw _host.Except(
                    $"The checkpoint '{_path}' belongs to another training: " +
                    $"it has '{there ?? "nothing"}', this one has '{here ?? "nothing"}'. " +
                    $"Train with what it has, set another {nameof(TrainingSettings.CheckpointPath)}, " +
                    "or delete it to train from the start.");
            }
        }
    }

    private static string Option(string path) => $"{nameof(TrainingSettings.CheckpointPath)} is '{path}'";

    /// <summary>A path that no other training of this process may write to, with a file that no other process may open.</summary>
    private sealed class Reservation : IDisposable
    {
        private readonly string _path;
        private readonly FileStream _lock;

        internal Reservation(string path)
        {
            _path = path;
            try
            {
                _lock = new FileStream(
                    path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch
            {
                Reserved.TryRemove(path, out _);
                throw;
            }
        }

        public void Dispose()
        {
            _lock.Dispose();
            Reserved.TryRemove(_path, out _);
        }
    }
}
