using System.Runtime.CompilerServices;

namespace Mnist.Sources;

/// <summary>A folder with the files, packed or not.</summary>
internal sealed class DirectorySource(string directory) : IMnistSource
{
    private readonly string _directory = Path.GetFullPath(directory);

    public string Name => $"the folder {_directory}";

    public async IAsyncEnumerable<(MnistFile File, byte[] Content)> ReadAsync(
        IReadOnlyCollection<MnistFile> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_directory))
        {
            throw new SourceException("there is no such folder");
        }

        var missing = new List<MnistFile>();
        foreach (var file in files)
        {
            if (await ReadAsync(Path.Combine(_directory, file.Name), cancellationToken) is { } content)
            {
                yield return (file, content);
            }
            else
            {
                missing.Add(file);
            }
        }

        if (missing.Count > 0)
        {
            throw new SourceException($"it does not have {string.Join(", ", missing)}");
        }
    }

    private static async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(path))
            {
                return await File.ReadAllBytesAsync(path, cancellationToken);
            }

            var packed = path + ".gz";
            return File.Exists(packed) ? Gzip.Unpack(packed, await File.ReadAllBytesAsync(packed, cancellationToken)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(exception.Message, exception);
        }
    }
}
