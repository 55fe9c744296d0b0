using Mnist.Sources;

namespace Mnist;

/// <summary>A folder of the user that keeps the files for the next time.</summary>
internal sealed class MnistCache(Action<string> report)
{
    private const string UnfinishedExtension = ".unfinished";

    private readonly string _directory = Path.Combine(UserCacheDirectory(), "Microsoft.ML.AutoEncoder", "mnist");

    internal IMnistSource Source => new DirectorySource(_directory);

    /// <summary>Writes the files that are not there yet. A cache that cannot be written costs the next download, and is no reason
    /// to fail.</summary>
    internal void Keep(IReadOnlyDictionary<MnistFile, byte[]> files)
    {
        try
        {
            Directory.CreateDirectory(_directory);
            RemoveUnfinished();
            foreach (var (file, content) in files)
            {
                Keep(file, content);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report($"MNIST: not kept for the next time. {exception.Message}");
        }
    }

    /// <summary>Written aside and renamed: a process that dies on the way leaves no half file under the name, and two that do this
    /// at once replace a good file with a good one.</summary>
    private void Keep(MnistFile file, byte[] content)
    {
        var path = Path.Combine(_directory, file.Name);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            return;
        }

        var unfinished = $"{path}.{Guid.NewGuid():N}{UnfinishedExtension}";
        File.WriteAllBytes(unfinished, content);
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Removes what processes left behind that died while writing, but not what another one is writing now.</summary>
    private void RemoveUnfinished()
    {
        var old = Directory.EnumerateFiles(_directory, "*" + UnfinishedExtension)
            .Where(path => File.GetLastWriteTimeUtc(path) < DateTime.UtcNow.AddHours(-1));
        foreach (var path in old)
        {
            File.Delete(path);
        }
    }

    private static string UserCacheDirectory()
    {
        // Relative paths are to be ignored, says the XDG Base Directory Specification.
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } cacheHome && Path.IsPathFullyQualified(cacheHome))
        {
            return cacheHome;
        }

        if (OperatingSystem.IsWindows())
        {
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache");
    }
}
