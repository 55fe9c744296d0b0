namespace Samples;

/// <summary>The folder that receives what the job makes.</summary>
public sealed class OutputFolder
{
    private OutputFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Creates the folder at once, so that nobody waits for the training to learn that it cannot be.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public static OutputFolder Create(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return new OutputFolder(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The output folder '{path}' cannot be created. {exception.Message}", exception);
        }
    }

    public string PathOf(string fileName) => System.IO.Path.Combine(Path, fileName);
}
