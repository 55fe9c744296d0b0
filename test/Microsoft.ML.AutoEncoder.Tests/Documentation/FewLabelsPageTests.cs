using System.Globalization;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>The code of docs/few-labels.md does what the page says.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class FewLabelsPageTests : IDisposable
{
    private static readonly CodeBlock[] Page = CodeBlock.FindBelow("few-labels.md");

    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _mlContext = new(1);

    public static TheoryData<string, int> Blocks => CodeBlock.Data(Page);

    public void Dispose() => _directory.Dispose();

    [Theory, MemberData(nameof(Blocks))]
    public void A_block_runs(string page, int line)
    {
        File.WriteAllLines(_directory.File("readings.csv"), Readings());

        BlockCompiler.Run(
            Page.Single(block => (block.Page, block.Line) == (page, line)).WithFilesIn(_directory),
            ("mlContext", _mlContext), ("trainingData", Load(60)), ("validationData", Load(20)));
    }

    /// <summary>Two kinds of rows, and for one in fifty its word.</summary>
    private static IEnumerable<string> Readings()
    {
        yield return "a,b,c,d,e,f,g,h,state";
        foreach (var (i, row) in VectorData.Learnable(2_000, 8).Index())
        {
            var word = i % 50 != 0 ? string.Empty : row[0] > 0.5f ? "open" : "shut";
            yield return string.Join(',', row.Select(value => value.ToString(CultureInfo.InvariantCulture))) + "," + word;
        }
    }

    private IDataView Load(int count) => _mlContext.Data.LoadFromEnumerable(VectorData.Learnable(count, 10).Select((row, i) => new Row
    {
        Features = row,
        Label = i % 3 == 0 ? VectorData.Missing : row[0] > 0.5f ? 0u : 1u,
    }).ToArray());

    private sealed class Row
    {
        [VectorType(10)]
        public float[] Features { get; set; } = [];

        [KeyType(2)]
        public uint Label { get; set; }
    }
}
