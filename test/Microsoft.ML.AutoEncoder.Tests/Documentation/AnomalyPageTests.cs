using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>The code of docs/anomaly-detection.md does what the page says, from the first line to the last.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class AnomalyPageTests : IDisposable
{
    private static readonly CodeBlock[] Page = CodeBlock.FindBelow("anomaly-detection.md");

    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _mlContext = new(1);

    public static TheoryData<string, int> Blocks => CodeBlock.Data(Page);

    public void Dispose() => _directory.Dispose();

    [Theory, MemberData(nameof(Blocks))]
    public void A_block_runs(string page, int line) => BlockCompiler.Run(
        Page.Single(block => (block.Page, block.Line) == (page, line)).WithFilesIn(_directory),
        ("mlContext", _mlContext), ("trainingData", Load(0)), ("validationData", Load(0)), ("testData", Load(20)));

    [Fact]
    public void The_page_has_code() => Assert.InRange(Page.Length, 5, int.MaxValue);

    /// <summary>Ordinary rows, and behind them odd ones.</summary>
    private IDataView Load(int oddCount)
    {
        var random = new Random(7);
        var ordinary = VectorData.Learnable(60, 10).Select(row => new Row { Features = row });
        var odd = Enumerable.Range(0, oddCount)
            .Select(_ => new Row { Features = [.. Enumerable.Range(0, 10).Select(_ => random.NextSingle())], Label = true });
        return _mlContext.Data.LoadFromEnumerable(ordinary.Concat(odd).ToArray());
    }

    private sealed class Row
    {
        [VectorType(10)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
