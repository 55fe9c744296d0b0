using System.Runtime.CompilerServices;

namespace Mnist.Sources;

/// <summary>A public copy of the four packed files on the web.</summary>
internal sealed class MirrorSource(Uri address) : IMnistSource
{
    internal static readonly IReadOnlyList<MirrorSource> WellKnown =
    [
        new(new Uri("https://ossci-datasets.s3.amazonaws.com/mnist/")),
        new(new Uri("https://storage.googleapis.com/cvdf-datasets/mnist/")),
    ];

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(4);

    /// <summary>A slow line may take its time, a silent one is given up.</summary>
    private static readonly TimeSpan SilenceTimeout = TimeSpan.FromSeconds(15);

    public string Name => address.ToString();

    public async IAsyncEnumerable<(MnistFile File, byte[] Content)> ReadAsync(
        IReadOnlyCollection<MnistFile> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { ConnectTimeout = ConnectTimeout };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        foreach (var file in files)
        {
            yield return (file, await DownloadAsync(client, new Uri(address, file.Name + ".gz"), cancellationToken));
        }
    }

    private static async Task<byte[]> DownloadAsync(HttpClient client, Uri uri, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            silence.CancelAfter(SilenceTimeout);
            using var response = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, silence.Token);
            response.EnsureSuccessStatusCode();
            using var body = await response.Content.ReadAsStreamAsync(silence.Token);
            using var packed = new MemoryStream();
            var buffer = new byte[1 << 16];
            while (await body.ReadAsync(buffer, silence.Token) is var count and > 0)
            {
                packed.Write(buffer, 0, count);
                silence.CancelAfter(SilenceTimeout);
            }

            return Gzip.Unpack(uri.Segments[^1], packed.ToArray());
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException($"no answer in time ({uri})", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new SourceException(exception.Message, exception);
        }
    }
}
