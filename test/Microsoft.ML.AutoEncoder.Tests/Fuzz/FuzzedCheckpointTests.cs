using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Fuzz;

/// <summary>A checkpoint that is damaged at random is refused with one clear error, or training goes on from it to the same bits.</summary>
public sealed class FuzzedCheckpointTests : IDisposable
{
    private const long ModestAllocation = 4 << 20;

    private readonly TemporaryDirectory _directory = new();
    private readonly IDataView _data = new SyntheticData().Dense;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Damage_is_told_or_harmless()
    {
        var path = _directory.File("training.checkpoint");
        Assert.Throws<TimeZoneNotFoundException>(() => Fit(path, _ => throw new TimeZoneNotFoundException()));
        var intact = File.ReadAllBytes(path);
        var expected = Fit(path, null);
        foreach (var (name, random) in FuzzCases.Take(100))
        {
            var damaged = Damage.Change(intact, random);
            File.WriteAllBytes(path, damaged);
            var before = GC.GetAllocatedBytesForCurrentThread();
            float[]? parameters = null;
            var exception = Record.Exception(() => parameters = Fit(path, null));

            if (exception is null)
            {
                Assert.True(expected.SequenceEqual(parameters!), $"{name}: the training ended with other bits.");
                continue;
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < ModestAllocation + (20 * damaged.Length), $"{name}: {allocated} bytes were allocated.");
            Assert.True(exception is FormatException && exception.Message.Contains(path, StringComparison.Ordinal), $"{name}: {exception}");
            Assert.Equal(damaged, File.ReadAllBytes(path));
            Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        }
    }

    private float[] Fit(string path, Action<EpochMetrics>? callback)
    {
        var options = TinyAutoEncoder.Options();
        options.CheckpointPath = path;
        options.ProgressCallback = callback;
        return new MLContext().Transforms.AutoEncoder(options).Fit(_data).Network.Parameters;
    }
}
