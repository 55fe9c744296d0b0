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
    private string UnfinishedPath => UnfinishedPathOf(_path);

    internal static string UnfinishedPathOf(string path) => path + ".unfinished";

    /// <exception cref="InvalidOperationException">The file cannot be written. The one before is still there.</exception>
    internal void Save(TrainingState state)
    {
        try
        {
            WriteUnfinished(state);
            File.Move(UnfinishedPath, _path, overwrite: true);
        }
        catch (Exception exception) when (CheckpointClaim.IsFaultOfFile(exception))
        {
            DeleteIfPossible(UnfinishedPath);
            throw _host.Except(
                exception, $"{CheckpointClaim.Name(_path)}, but the file cannot be written there any more. {exception.Message}");
        }
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

        using var file = Open();
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

    private static void DeleteIfPossible(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (CheckpointClaim.IsFaultOfFile(exception))
        {
            // Why it could not be written is what the user has to know.
        }
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

    private FileStream Open()
    {
        try
        {
            return File.OpenRead(_path);
        }
        catch (Exception exception) when (CheckpointClaim.IsFaultOfFile(exception))
        {
            throw _host.Except(exception, $"{CheckpointClaim.Name(_path)}, but the file there cannot be read. {exception.Message}");
        }
    }

    private void WriteUnfinished(TrainingState state)
    {
        using var file = File.Create(UnfinishedPath);
        using var hash = SHA256.Create();
        using var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true);
        using var writer = new BinaryWriter(hashed);
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
                    $"The checkpoint '{_path}' belongs to another training: it has '{there ?? "nothing"}', " +
                    $"this one has '{here ?? "nothing"}'. " +
                    $"Train with what it has, set another {nameof(TrainingSettings.CheckpointPath)}, " +
                    "or delete it to train from the start.");
            }
        }
    }
}
