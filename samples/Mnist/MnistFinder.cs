using Mnist.Sources;

namespace Mnist;

/// <summary>Asks one source after the other until all four files are there. Their hashes decide, whatever the source.</summary>
internal sealed class MnistFinder(IReadOnlyList<IMnistSource> sources, Action<string> report)
{
    private readonly Dictionary<MnistFile, byte[]> _found = [];
    private readonly List<string> _failures = [];

    /// <exception cref="MnistNotAvailableException">No source has a file.</exception>
    internal async Task<IReadOnlyDictionary<MnistFile, byte[]>> FindAsync(CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            await AskAsync(source, cancellationToken);
            if (_found.Count == MnistFile.All.Count)
            {
                return _found;
            }
        }

        throw new MnistNotAvailableException(_failures);
    }

    private async Task AskAsync(IMnistSource source, CancellationToken cancellationToken)
    {
        var missing = MnistFile.All.Where(file => !_found.ContainsKey(file)).ToArray();
        await TakeAsync(missing, source, cancellationToken);
        if (missing.Count(_found.ContainsKey) is var count and > 0)
        {
            report($"MNIST: {count} of {MnistFile.All.Count} files from {source.Name}");
        }
    }

    private async Task TakeAsync(MnistFile[] files, IMnistSource source, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (file, content) in source.ReadAsync(files, cancellationToken))
            {
                if (file.IsContent(content))
                {
                    _found[file] = content;
                }
                else
                {
                    Fail(source, $"{file} is damaged or not the file of MNIST (its SHA-256 is not {file.Sha256})");
                }
            }
        }
        catch (SourceException exception)
        {
            Fail(source, exception.Message);
        }
    }

    private void Fail(IMnistSource source, string reason)
    {
        var failure = $"{source.Name}: {reason}";
        _failures.Add(failure);
        report($"MNIST: {failure}");
    }
}
