using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Cli;

/// <summary>What goes wrong is told in one line, with its place; nothing is left behind.</summary>
public sealed class ErrorTests(ToolFixture fixture) : IClassFixture<ToolFixture>
{
    [Theory]
    [InlineData("a,b,c,d\n1,2,3,4\n1,2,x,4\n", "line 3, column 3 (c): 'x' is not a number")]
    [InlineData("a,b,c,d\nx,2,3,4\n", "line 2, column 1 (a): 'x' is not a number")]
    [InlineData("a,b,c,d\r\n\r\n1,2,3,1.2.3\r\n", "line 3, column 4 (d): '1.2.3' is not a number")]
    [InlineData("id,a,b,c,d\n\"two\nlines\",1,2,3,4\n5,1,2,3,\"x\n\"\n", "line 4, column 5 (d): 'x\n' is not a number")]
    [InlineData("a,b,c,d\n1,2,3,4\n1,2,3\n", "line 3 has 3 columns, but the header has 4")]
    [InlineData("a,b,c,d\n1,2,3,4,5\n", "line 2 has 5 columns, but the header has 4")]
    [InlineData("a,b,c,d\n1\n", "line 2 has 1 column, but the header has 4")]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    [InlineData("a,b,c\n1,2,3\n", "has no column 'd'. The columns are 'a', 'b', 'c'.")]
    [InlineData("a,a,b,c,d\n", "line 1: the header has two columns 'a'; is it a header (--no-header)?")]
    public void Faults_of_a_table_are_told_with_their_place(string table, string message)
    {
        var path = fixture.File("faulty.csv");
        var output = fixture.File("never.csv");
        File.WriteAllText(path, table);

        ToolRun.Of("score", fixture.Model, "--input", path, "--output", output)
            .AssertFailed($"{path}: {message.ReplaceLineEndings(" ")}");

        AssertNothingIsLeft("never.csv");
    }

    /// <summary>The rows before the fault are many blocks.</summary>
    [Fact]
    public void The_first_fault_of_a_long_table_is_told()
    {
        var row = ToolFixture.Text(fixture.Rows[0]);
        var lines = Enumerable.Repeat(row, 60_000).ToArray();
        lines[50_000] = "1,2,bad,4";
        lines[55_000] = "1,2,worse,4";
        var path = fixture.Write("long.csv", [ToolFixture.Header, .. lines]);

        ToolRun.Of("score", fixture.Model, "--input", path, "--output", fixture.File("never.csv"))
            .AssertFailed($"{path}: line 50002, column 3 (c): 'bad' is not a number");

        AssertNothingIsLeft("never.csv");
    }

    [Fact]
    public void A_missing_value_cannot_be_trained_on()
    {
        var path = fixture.Write("holes.csv", "a,b", "1,2", "3,");

        ToolRun.Of("train", "--input", path, "--output", fixture.File("never.zip"))
            .AssertFailed($"{path}: line 3, column 2 (b): the value is missing, and training needs all of them");

        AssertNothingIsLeft("never.zip");
    }

    [Fact]
    public void Missing_files_are_told()
    {
        var missing = fixture.File("missing");
        ToolRun.Of("score", fixture.Model, "--input", missing).AssertFailed($"{missing}: cannot be read: there is no such file");
        ToolRun.Of("score", missing, "--input", fixture.Table).AssertFailed($"{missing}: cannot be read: there is no such file");
        ToolRun.Of("describe", missing).AssertFailed($"{missing}: cannot be read: there is no such file");
        ToolRun.Of("score", fixture.Model, "--input", missing + ".parquet")
            .AssertFailed($"{missing}.parquet: cannot be read: there is no such file");
    }

    [Fact]
    public void Outputs_that_cannot_be_written_are_told_before_anything_is_read()
    {
        var nowhere = fixture.File(Path.Combine("no-folder", "codes.csv"));
        ToolRun.Of("score", fixture.Model, "--input", fixture.Table, "--output", nowhere)
            .AssertFailed($"{nowhere}: cannot be written: there is no such folder");
        var folder = Path.GetDirectoryName(fixture.Table)!;
        ToolRun.Of("train", "--input", fixture.Table, "--exclude", "id", "--output", folder).AssertFailed($"{folder}: is a folder");
    }

    [Fact]
    public void Files_that_are_no_models_are_told()
    {
        var text = ToolRun.Of("describe", fixture.Table);
        Assert.Equal(1, text.ExitCode);
        Assert.StartsWith($"mlautoencoder: {fixture.Table}: is not a model that can be read: ", text.ErrorLine);

        var damaged = fixture.File("damaged.zip");
        var bytes = File.ReadAllBytes(fixture.Model);
        File.WriteAllBytes(damaged, bytes[..(bytes.Length / 2)]);
        var half = ToolRun.Of("score", damaged, "--input", fixture.Table);
        Assert.Equal(1, half.ExitCode);
        Assert.StartsWith($"mlautoencoder: {damaged}: is not a model that can be read: ", half.ErrorLine);
    }

    [Fact]
    public void A_model_without_an_autoencoder_is_told()
    {
        var mlContext = new MLContext();
        var data = new SyntheticData().Dense;
        var path = fixture.File("normalizer.zip");
        mlContext.Model.Save(mlContext.Transforms.NormalizeMinMax("Features").Fit(data), data.Schema, path);

        ToolRun.Of("score", path).AssertFailed($"{path}: has no autoencoder; its steps are NormalizingTransformer");
        ToolRun.Of("export", path, "--output", fixture.File("never.onnx"))
            .AssertFailed($"{path}: has no autoencoder; its steps are NormalizingTransformer");
        AssertNothingIsLeft("never.onnx");
    }

    [Theory]
    [InlineData("score")]
    [InlineData("sing")]
    [InlineData("train", "--input", "x.csv")]
    [InlineData("score", "model.zip", "--threads", "0")]
    [InlineData("score", "model.zip", "--threshold", "high")]
    [InlineData("score", "model.zip", "--nonsense")]
    [InlineData("detect", "--input", "x.csv")]
    [InlineData("export", "model.zip", "--output", "model.txt")]
    [InlineData("train", "--output", "x.zip", "--option", "CodeSize")]
    [InlineData("train", "--output", "x.zip", "--option", "CodeSiz=3")]
    [InlineData("train", "--output", "x.zip", "--option", "CodeSize=many")]
    [InlineData("train", "--output", "x.zip", "--option", "CodeSize=0")]
    [InlineData("train", "--output", "x.zip", "--option", "Activation=Steep")]
    [InlineData("train", "--output", "x.zip", "--option", "Regularizers=Denoising(Masking(2))")]
    [InlineData("train", "--output", "x.zip", "--time-limit", "soon")]
    [InlineData("train", "--output", "x.zip", "--checkpoint", "state")]
    public void A_command_line_that_cannot_be_followed_ends_with_2(params string[] arguments)
    {
        var run = ToolRun.Of(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("mlautoencoder: ", run.ErrorLine);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Options_that_contradict_each_other_end_with_2()
    {
        var run = ToolRun.Of(
            "train", "--input", fixture.Table, "--exclude", "id", "--output", fixture.File("never.zip"), "--option", "TiedWeights=true",
            "--option", "DecoderLayerSizes=3");

        run.AssertFailed("DecoderLayerSizes is [3], but must be null where TiedWeights is set.", exitCode: 2);
        AssertNothingIsLeft("never.zip");
    }

    private void AssertNothingIsLeft(string name) =>
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(fixture.Table)!, $"*{name}*"));
}
