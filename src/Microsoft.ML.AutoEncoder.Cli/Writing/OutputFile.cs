namespace AutoEncoderTool.Writing;

/// <summary>A file that is there as a whole or not at all: it is written under another name in the same folder, and gets its own at the
/// end. A file that was there before is replaced then. The name <c>-</c> stands for standard output.</summary>
internal sealed class OutputFile : IDisposable
{
    internal const string StandardOutputName = "-";

    private const int BufferSize = 1 << 16;

    private readonly string _path;
    private readonly string? _unfinishedPath;
    private bool _isFinished;

    private OutputFile(string path, string? unfinishedPath, Stream stream)
    {
        _path = path;
        _unfinishedPath = unfinishedPath;
        Stream = stream;
    }

    internal Stream Stream { get; }

    /// <exception cref="ToolException">There can be no such file.</exception>
    internal static OutputFile Create(string path, ToolStreams streams)
    {
        if (path == StandardOutputName)
        {
            return new OutputFile(path, null, streams.Output);
        }

        try
        {
            var link = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true) : null;
            var target = link?.FullName ?? Path.GetFullPath(path);
            if (Directory.Exists(target))
            {
                throw new ToolException($"{path}: is a folder");
            }

            if (IsDevice(target))
            {
                return new OutputFile(target, null, new FileStream(target, FileMode.Open, FileAccess.Write));
            }

            CheckIsWritable(target);
            var unfinished = Path.Combine(
                Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.unfinished");
            return new OutputFile(
                target, unfinished, new FileStream(unfinished, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, BufferSize));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException($"{path}: cannot be written: {FileErrors.Describe(exception)}", exception);
        }
    }

    /// <summary>Writes a whole file.</summary>
    internal static void Write(string path, ToolStreams streams, Action<Stream> write)
    {
        using var file = Create(path, streams);
        write(file.Stream);
        file.Finish();
    }

    /// <summary>Gives the file its name.</summary>
    internal void Finish()
    {
        if (_unfinishedPath is null)
        {
            Stream.Flush();
        }
        else
        {
            ((FileStream)Stream).Flush(flushToDisk: true);
            Stream.Dispose();
            File.Move(_unfinishedPath, _path, overwrite: true);
        }

        _isFinished = true;
    }

    public void Dispose()
    {
        if (_path == StandardOutputName)
        {
            return;
        }

        Stream.Dispose();
        if (!_isFinished && _unfinishedPath is not null)
        {
            File.Delete(_unfinishedPath);
        }
    }

    private static bool IsDevice(string path) => !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal);

    // A folder that takes new files would let a protected file be replaced.
    private static void CheckIsWritable(string path)
    {
        if (File.Exists(path))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        }
    }
}
