namespace Mnist.Sources;

/// <summary>A place where the files of MNIST may be found.</summary>
internal interface IMnistSource
{
    /// <summary>The place in words, for messages.</summary>
    string Name { get; }

    /// <summary>Gives those of the files that the place has, unpacked. Their content is not checked yet.</summary>
    /// <exception cref="SourceException">The place cannot be reached, or lacks a file. Files that were given before are good.</exception>
    IAsyncEnumerable<(MnistFile File, byte[] Content)> ReadAsync(IReadOnlyCollection<MnistFile> files, CancellationToken cancellationToken);
}
