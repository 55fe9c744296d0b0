using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Cli;

/// <summary>What the tool trains is what the library trains of the same rows with the same options.</summary>
public sealed class TrainTests(ToolFixture fixture) : IClassFixture<ToolFixture>
{
    [Fact]
    public void The_model_is_that_of_the_library()
    {
        var path = Train(
            "same.zip", "--option", "HiddenLayerSizes=5",
            "--option", "Regularizers=L1Sparsity(0.01),Denoising(Sequence(Masking(0.1), Gaussian(0.2)))");

        var mlContext = new MLContext();
        var rows = mlContext.Data.LoadFromTextFile(
            fixture.Table, [new TextLoader.Column("Features", DataKind.Single, 1, ToolFixture.ColumnCount)], ',', hasHeader: true);
        var expected = mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            InputColumnName = "Features",
            OutputColumnName = "Code",
            CodeSize = 2,
            NumberOfEpochs = 2,
            Seed = 3,
            HiddenLayerSizes = [5],
            Regularizers =
            [
                AutoEncoderRegularizer.L1Sparsity(0.01f),
                AutoEncoderRegularizer.Denoising(Corruption.Sequence(Corruption.Masking(0.1f), Corruption.Gaussian(0.2f))),
            ],
        }).Fit(rows);
        Assert.Equal(
            expected.Transform(rows).GetColumn<float[]>("Code").Select(ToolFixture.Text),
            ToolRun.Of("score", path, "--input", fixture.Table).EnsureSuccess().Lines[1..]);
    }

    [Fact]
    public void A_weight_is_no_feature_and_counts()
    {
        var weighted = fixture.Write("weighted.csv", [.. File.ReadAllLines(fixture.Table).Index().Select(line =>
            line.Index == 0 ? $"{line.Item},w" : $"{line.Item},{line.Index % 2}")]);
        string[] arguments = ["--exclude", "id", "--seed", "1", "--option", "CodeSize=2", "--option", "NumberOfEpochs=2"];
        string[] Codes(string table, string name, params string[] more)
        {
            ToolRun.Of(["train", "--input", table, "--output", fixture.File(name), .. arguments, .. more]).EnsureSuccess();
            return ToolRun.Of("score", fixture.File(name), "--input", fixture.Table).EnsureSuccess().Lines;
        }

        var without = Codes(fixture.Table, "unweighted.zip");

        Assert.Equal(without, Codes(weighted, "labelled.zip", "--label", "w"));
        Assert.NotEqual(without, Codes(weighted, "weighted.zip", "--weight", "w"));
    }

    [Fact]
    public void Chosen_columns_are_remembered_by_name()
    {
        var path = fixture.File("chosen.zip");
        ToolRun.Of(
            "train", "--input", fixture.Table, "--output", path, "--columns", "b..d", "--seed", "1", "--option", "CodeSize=1",
            "--option", "NumberOfEpochs=1").EnsureSuccess();

        Assert.Contains("Features: Vector<Single, 3>", ToolRun.Of("describe", path).EnsureSuccess().Output);
        Assert.Equal(
            "reconstruction.b,reconstruction.c,reconstruction.d",
            ToolRun.Of("score", path, "--input", fixture.Table, "--outputs", "reconstruction").EnsureSuccess().Lines[0]);
    }

    [Fact]
    public void Parquet_trains_the_same_model_as_text()
    {
        var copy = fixture.File("train.parquet");
        ParquetCopy.Write(fixture.Table, copy);
        var path = fixture.File("parquet.zip");
        ToolRun.Of(
            "train", "--input", copy, "--output", path, "--exclude", "id", "--seed", "1", "--option", "CodeSize=2",
            "--option", "NumberOfEpochs=3").EnsureSuccess();

        Assert.Equal(
            ToolRun.Of("score", fixture.Model, "--input", fixture.Table).EnsureSuccess().Output,
            ToolRun.Of("score", path, "--input", fixture.Table).EnsureSuccess().Output);
    }

    [Fact]
    public void An_existing_model_is_replaced()
    {
        var path = fixture.Write("existing.zip", "something else");

        ToolRun.Of("train", "--input", fixture.Table, "--exclude", "id", "--output", path, "--option", "NumberOfEpochs=1").EnsureSuccess();

        ToolRun.Of("describe", path).EnsureSuccess();
    }

    [Fact]
    public void A_table_of_standard_input_cannot_be_trained_on() =>
        ToolRun.WithInput("a,b\n1,2\n", "train", "--output", fixture.File("never.zip"))
            .AssertFailed("Training goes through the table several times: --input must be a file.", exitCode: 2);

    [Fact]
    public void Training_ends_when_the_time_is_over()
    {
        var path = Train("limited.zip", "--time-limit", "0.01", "--option", "NumberOfEpochs=1000000");

        Assert.DoesNotContain("1000000 epochs", ToolRun.Of("describe", path).EnsureSuccess().Output);
    }

    [Fact]
    public void Detection_writes_scores_of_its_own_table()
    {
        var scores = ToolRun.Of(
            "detect", "--input", fixture.Table, "--scores", "-", "--key", "id", "--seed", "1", "--option", "NumberOfEpochs=3");

        Assert.Equal(
            ToolRun.Of("score", fixture.Detector, "--input", fixture.Table, "--key", "id").EnsureSuccess().Output,
            scores.EnsureSuccess().Output);
    }

    private string Train(string name, params string[] more)
    {
        string[] command =
        [
            "train", "--input", fixture.Table, "--output", fixture.File(name), "--exclude", "id", "--seed", "3", "--option", "CodeSize=2",
        ];
        var hasEpochs = more.Any(text => text.StartsWith("NumberOfEpochs", StringComparison.Ordinal));
        string[] epochs = hasEpochs ? [] : ["--option", "NumberOfEpochs=2"];
        ToolRun.Of([.. command, .. epochs, .. more]).EnsureSuccess();
        return fixture.File(name);
    }
}
