using System.Security;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Keeps the place of a checkpoint for one fit, as long as it lasts: no other fit, in this process or another, can have
/// it.</summary>
/// <remarks>A file beside the checkpoint that is held open. The system lets go of it when the process is killed.</remarks>
internal sealed class CheckpointClaim : IDisposable
{
    // Not shorter than the other names that a checkpoint has, so that no name can be too long later on.
    private const string Suffix = ".being-used";

    private readonly FileStream _held;

    private CheckpointClaim(FileStream held) => _held = held;

    /// <summary>Finds out, before any time is spent on training, that the file could not be read or written.</summary>
    /// <param name="host">Raises errors.</param>
    /// <param name="path">Where the checkpoint is, or will be.</param>
    /// <exception cref="InvalidOperationException">There can be no checkpoint, or another fit has it.</exception>
    internal static CheckpointClaim Make(IHost host, string path)
    {
        CheckPlace(host, path);
        FileStream? held = null;
        try
        {
            held = Hold(host, path);
            TryFiles(path);
            return new CheckpointClaim(held);
        }
        catch (Exception exception) when (IsFaultOfFile(exception))
        {
            held?.Dispose();
            throw host.Except(exception, $"{Name(path)}, but the file cannot be written there. {exception.Message}");
        }
    }

    public void Dispose() => _held.Dispose();

    /// <summary>Whether the file, its path or the system it is on is at fault.</summary>
    internal static bool IsFaultOfFile(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or SecurityException;

    /// <summary>The option with its value, to begin a sentence with.</summary>
    internal static string Name(string path) =>
        $"{nameof(TrainingSettings.CheckpointPath)} is '{path.Replace("\0", "\\0", StringComparison.Ordinal)}'";

    private static void CheckPlace(IHost host, string path)
    {
        string? directory;
        try
        {
            directory = Path.GetDirectoryName(Path.GetFullPath(path));
        }
        catch (Exception exception) when (IsFaultOfFile(exception))
        {
            throw host.Except(exception, $"{Name(path)}, which is no path. {exception.Message}");
        }

        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            throw host.Except($"{Name(path)}, but that is a directory. Add the name of a file.");
        }

        if (!Directory.Exists(directory))
        {
            throw host.Except($"{Name(path)}, but the directory '{directory}' does not exist. Create it.");
        }
    }

    private static FileStream Hold(IHost host, string path)
    {
        var heldPath = path + Suffix;
        try
        {
            return new FileStream(
                heldPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException) && File.Exists(heldPath))
        {
            throw host.Except(
                exception,
                $"{Name(path)}, but another fit is using it. Give each fit a {nameof(TrainingSettings.CheckpointPath)} of its own.");
        }
    }

    /// <summary>Opens what will be opened later on. What is half written is of no use to anybody.</summary>
    private static void TryFiles(string path)
    {
        var unfinished = Checkpoint.UnfinishedPathOf(path);
        File.Create(unfinished).Dispose();
        File.Delete(unfinished);
        if (File.Exists(path))
        {
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite).Dispose();
        }
    }
}
