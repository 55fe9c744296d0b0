using System.Globalization;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>The code of the pages in docs/how-to runs from the first line to the last.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class HowToTests : IDisposable
{
    private const int RowSize = 10;

    private static readonly CodeBlock[] Pages = CodeBlock.FindBelow("how-to");

    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _mlContext = new(1);

    public static TheoryData<string, int> Blocks => CodeBlock.Data(Pages);

    public void Dispose() => _directory.Dispose();

    [Theory, MemberData(nameof(Blocks))]
    public void A_block_runs(string page, int line)
    {
        WriteFiles();

        BlockCompiler.Run(
            Pages.Single(block => (block.Page, block.Line) == (page, line)).WithFilesIn(_directory),
            ("mlContext", _mlContext), ("trainingData", Load()), ("testData", Load()));
    }

    [Fact]
    public void The_pages_have_code() => Assert.InRange(Pages.Length, 10, int.MaxValue);

    /// <summary>The files that the blocks read.</summary>
    private void WriteFiles()
    {
        var random = new Random(3);
        string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
        File.WriteAllLines(_directory.File("payments.csv"), Enumerable.Range(0, 300)
            .Select(row => $"{(row % 9 == 0 ? "" : Number(random.NextDouble() * 50))},{random.Next(8, 20)},Shop{row % 3},Home")
            .Prepend("Amount,Hour,Shop,Country"));
        string[][] words = [["goal", "team", "match"], ["bread", "oven", "salt"]];
        File.WriteAllLines(_directory.File("reviews.tsv"), Enumerable.Range(0, 200)
            .Select(row => $"topic{row % 2}\t{string.Join(' ', Enumerable.Range(0, 8).Select(_ => words[row % 2][random.Next(3)]))}"));
        for (var file = 0; file < 2; file++)
        {
            File.WriteAllLines(
                _directory.File($"measurements-{file}.csv"),
                VectorData.Learnable(60, RowSize).Select(row => string.Join(',', row.Select(value => Number(value)))));
        }

        using var model = _mlContext.Transforms.AutoEncoder("Code", "Features", codeSize: 3).Fit(Load());
        _mlContext.Model.Save(model, Load().Schema, _directory.File("model.zip"));
    }

    private IDataView Load() => _mlContext.Data.LoadFromEnumerable(VectorData.Learnable(60, RowSize)
        .Select(row => new Row { Features = row, Label = row[0] + row[1] > 1 ? "high" : "low" })
        .ToArray());

    private sealed class Row
    {
        [VectorType(RowSize)]
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "";
    }
}
