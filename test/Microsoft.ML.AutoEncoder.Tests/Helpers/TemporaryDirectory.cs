namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>A new empty directory that is deleted at the end.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("autoencoder-test-");

    public void Dispose() => _directory.Delete(recursive: true);

    internal string File(string name) => Path.Combine(_directory.FullName, name);
}
