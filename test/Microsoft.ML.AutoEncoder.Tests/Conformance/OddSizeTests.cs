using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>Sizes that nobody thinks of, alone and together: whatever they are, a model is trained, scores, and survives being
/// saved.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class OddSizeTests
{
    private static readonly Dictionary<string, Sizes> Named = new()
    {
        ["one row"] = new(Rows: 1),
        ["one column"] = new(Columns: 1),
        ["one row of one column"] = new(Rows: 1, Columns: 1),
        ["a code of one value"] = new(Code: 1),
        ["a code larger than the input"] = new(Code: 11),
        ["a code as large as the input"] = new(Code: 6),
        ["no hidden layers"] = new(Hidden: []),
        ["no hidden layers, one column, code of one value"] = new(Columns: 1, Code: 1, Hidden: []),
        ["a hidden layer of one value"] = new(Hidden: [1]),
        ["hidden layers that grow"] = new(Hidden: [2, 17]),
        ["many hidden layers"] = new(Hidden: [7, 6, 5, 4, 5, 6]),
        ["batches of one row"] = new(Batch: 1),
        ["a last batch of one row"] = new(Rows: 25, Batch: 8),
        ["a batch as large as the data"] = new(Batch: 20),
        ["a batch larger than the data"] = new(Batch: 1000),
        ["more columns than rows"] = new(Rows: 3, Columns: 40),
        ["sizes around the width of vectors"] = new(Columns: 17, Code: 15, Hidden: [33, 16]),
    };

    public static TheoryData<string> Names => [.. Named.Keys];

    /// <summary>Drawn, so that the sizes meet in ways that nobody has thought of either.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory, MemberData(nameof(Names))]
    public void An_odd_size_works(string name) => TrainScoreAndSave(Named[name]);

    [Theory, MemberData(nameof(Seeds))]
    public void Odd_sizes_work_together(int seed)
    {
        var random = new Random(seed);
        int[] sizes = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31];

        TrainScoreAndSave(new Sizes(
            Rows: Draw(),
            Columns: Draw(),
            Code: Draw(),
            Hidden: [.. Enumerable.Range(0, random.Next(4)).Select(_ => Draw())],
            Batch: Draw()));

        int Draw() => sizes[random.Next(sizes.Length)];
    }

    [Theory, InlineData(25, 8), InlineData(8, 8), InlineData(7, 8), InlineData(9, 8), InlineData(3, 1), InlineData(1, 5)]
    public void Every_row_counts_in_an_epoch(int rowCount, int batchSize)
    {
        var options = TinyAutoEncoder.OptionsWithAllColumns();
        options.NumberOfEpochs = 1;
        options.BatchSize = batchSize;
        var losses = new HashSet<double> { LossOf(new SyntheticData(rowCount)) };
        for (var row = 0; row < rowCount; row++)
        {
            var data = new SyntheticData(rowCount);
            data.Rows[row].AsSpan().Fill(0.9f);
            Assert.True(losses.Add(LossOf(data)), $"Row {row} does not matter.");
        }

        double LossOf(SyntheticData data) => Assert.Single(TinyAutoEncoder.Fit(data.Dense, options).TrainingHistory).ReconstructionLoss;
    }

    private static void TrainScoreAndSave(Sizes sizes)
    {
        var data = new SyntheticData(sizes.Rows, sizes.Columns);
        var options = TinyAutoEncoder.OptionsWithAllColumns();
        options.HiddenLayerSizes = sizes.Hidden ?? options.HiddenLayerSizes;
        options.CodeSize = sizes.Code;
        options.BatchSize = sizes.Batch;
        options.ExampleWeightColumnName = SyntheticData.Weight;

        var model = TinyAutoEncoder.Fit(data.Dense, options);
        Assert.Equal((sizes.Columns, sizes.Code), (model.InputSize, model.CodeSize));
        Assert.Equal(options.NumberOfEpochs, model.TrainingHistory.Count);
        Assert.All(model.TrainingHistory, epoch => Assert.True(double.IsFinite(epoch.ReconstructionLoss)));

        var expected = ViewContent.Texts(model.Transform(data.Dense));
        Assert.Equal(sizes.Rows, expected.Length);
        Assert.DoesNotContain(expected, text => text.Contains("NaN") || text.Contains("Infinity"));
        Assert.Equal(expected, ViewContent.Texts(TinyAutoEncoder.SaveAndLoad(model, data.Dense.Schema).Transform(data.Dense)));
        Assert.Equal(expected, ViewContent.Texts(TinyAutoEncoder.Fit(data.Dense, options).Transform(data.Dense)));
        Assert.Equal(ScoredRow.TextsOf(model.Transform(data.Dense)), ScoredRow.TextsOf(model.Transform(data.Sparse)));
        AssertErrorsAreThoseOfTheReconstruction(model, data);
    }

    private static void AssertErrorsAreThoseOfTheReconstruction(AutoEncoderTransformer model, SyntheticData data)
    {
        var reconstruction = new float[model.InputSize];
        foreach (var (row, text) in data.Rows.Zip(ScoredRow.TextsOf(model.Transform(data.Dense))))
        {
            model.Reconstruct(row, reconstruction);
            var errors = row.Zip(reconstruction, (value, reconstructed) => (value - reconstructed) * (value - reconstructed)).ToArray();
            Assert.EndsWith($" | {RowReader.Text(errors)}", text);
        }
    }

    private sealed record Sizes(int Rows = 20, int Columns = 6, int Code = 3, int[]? Hidden = null, int Batch = 8);
}
