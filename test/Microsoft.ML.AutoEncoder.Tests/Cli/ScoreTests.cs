using System.Globalization;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Cli;

/// <summary>What scoring writes is what the library computes, bit for bit and in the order of the rows.</summary>
public sealed class ScoreTests(ToolFixture fixture) : IClassFixture<ToolFixture>
{
    [Fact]
    public void Codes_are_those_of_the_library()
    {
        var run = ToolRun.Of("score", fixture.Model, "--input", fixture.Table, "--key", "id").EnsureSuccess();

        var codes = fixture.Score<float[]>(fixture.Model, "Code");
        Assert.Equal("id,code.0,code.1", run.Lines[0]);
        Assert.Equal(codes.Index().Select(code => $"row {code.Index},{ToolFixture.Text(code.Item)}"), run.Lines[1..]);
    }

    [Fact]
    public void Scores_and_labels_are_those_of_the_library()
    {
        var run = ToolRun.Of("score", fixture.Detector, "--input", fixture.Table).EnsureSuccess();

        var scores = fixture.Score<float>(fixture.Detector, "Score");
        var labels = fixture.Score<bool>(fixture.Detector, "PredictedLabel");
        Assert.Equal("score,label", run.Lines[0]);
        Assert.Equal(
            scores.Zip(labels, (score, label) => $"{score.ToString(CultureInfo.InvariantCulture)},{(label ? "true" : "false")}"),
            run.Lines[1..]);
        Assert.Contains(true, labels);
    }

    [Fact]
    public void Outputs_that_the_model_has_not_as_columns_are_computed()
    {
        var run = ToolRun.Of("score", fixture.Model, "--input", fixture.Table, "--outputs", "error,reconstruction,slot-errors,code")
            .EnsureSuccess();

        var model = (AutoEncoderTransformer)new MLContext().Model.Load(fixture.Model, out _);
        var reconstruction = new float[ToolFixture.ColumnCount];
        Assert.Equal(
            "error,reconstruction.a,reconstruction.b,reconstruction.c,reconstruction.d,slot_errors.a,slot_errors.b,slot_errors.c," +
            "slot_errors.d,code.0,code.1",
            run.Lines[0]);
        Assert.All(fixture.Rows.Index(), row =>
        {
            model.Reconstruct(row.Item, reconstruction);
            var values = run.Lines[row.Index + 1].Split(',').Select(text => float.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(reconstruction, values[1..5]);
            Assert.Equal(row.Item.Zip(reconstruction, (value, other) => (value - other) * (value - other)), values[5..9]);
            Assert.Equal(values[5..9].Average(), values[0], 1e-5f * values[0]);
        });
    }

    [Fact]
    public void A_detector_gives_code_and_slot_errors_too()
    {
        var run = ToolRun.Of("score", fixture.Detector, "--input", fixture.Table, "--outputs", "score,slot_errors,code,error")
            .EnsureSuccess();

        var scores = fixture.Score<float>(fixture.Detector, "Score");
        Assert.StartsWith("score,slot_errors.a,slot_errors.b,slot_errors.c,slot_errors.d,code.0,", run.Lines[0]);
        Assert.Equal(
            scores.Select(score => score.ToString(CultureInfo.InvariantCulture)), run.Lines[1..].Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void Another_threshold_changes_the_labels()
    {
        var run = ToolRun.Of("score", fixture.Detector, "--input", fixture.Table, "--outputs", "label", "--threshold", "0").EnsureSuccess();

        Assert.All(run.Lines[1..], line => Assert.Equal("true", line));
    }

    [Fact]
    public void Standard_input_gives_what_the_file_gives()
    {
        var file = ToolRun.Of("score", fixture.Model, "--input", fixture.Table);
        var input = ToolRun.WithInput(File.ReadAllText(fixture.Table), "score", fixture.Model);

        Assert.Equal(file.EnsureSuccess().Output, input.EnsureSuccess().Output);
    }

    /// <summary>Several blocks are under way at once; they come out in the order in which they came in.</summary>
    [Fact]
    public void Rows_of_a_long_table_keep_their_order()
    {
        var lines = Enumerable.Range(0, 60_000).Select(i => $"{i},{ToolFixture.Text(fixture.Rows[i % ToolFixture.RowCount])}");
        var table = fixture.Write("long.csv", [$"n,{ToolFixture.Header}", .. lines]);

        var run = ToolRun.Of("score", fixture.Model, "--input", table, "--key", "n", "--threads", "4").EnsureSuccess();

        var codes = fixture.Score<float[]>(fixture.Model, "Code").Select(ToolFixture.Text).ToArray();
        Assert.Equal(Enumerable.Range(0, 60_000).Select(i => $"{i},{codes[i % ToolFixture.RowCount]}"), run.Lines[1..]);
    }

    [Fact]
    public void Parquet_gives_what_text_gives()
    {
        var expected = ToolRun.Of("score", fixture.Detector, "--input", fixture.Table, "--key", "id", "--outputs", "score,label,code");

        // The columns themselves go through Parquet, too.
        var table = fixture.Write("copied.csv", [.. File.ReadAllLines(fixture.Table)]);
        var copy = fixture.File("copy.parquet");
        ParquetCopy.Write(table, copy);
        var scored = fixture.File("scored.parquet");
        ToolRun.Of("score", fixture.Detector, "--input", copy, "--output", scored, "--key", "id", "--outputs", "score,label,code")
            .EnsureSuccess();

        Assert.Equal(expected.EnsureSuccess().Lines, ParquetCopy.ReadLines(scored));
        var text = ToolRun.WithInput(
            File.ReadAllBytes(copy), "score", fixture.Detector, "--input-format", "parquet", "--key", "id", "--outputs",
            "score,label,code");
        Assert.Equal(expected.Output, text.EnsureSuccess().Output);
    }

    [Fact]
    public void Columns_are_found_by_name_whatever_their_order()
    {
        var rows = fixture.Rows.Select(row => ToolFixture.Text([row[3], 0, row[1], row[0], row[2]]));
        var table = fixture.Write("turned.csv", ["d,x,b,a,c", .. rows]);

        Assert.Equal(
            ToolRun.Of("score", fixture.Model, "--input", fixture.Table).EnsureSuccess().Output,
            ToolRun.Of("score", fixture.Model, "--input", table).EnsureSuccess().Output);
    }

    [Theory]
    [InlineData("--columns", "2..5")]
    [InlineData("--columns", "2,3,4..5")]
    [InlineData("--exclude", "1")]
    [InlineData("--columns", "Features=2..")]
    public void Without_a_header_columns_have_numbers(string option, string list)
    {
        var table = fixture.Write("plain.csv", [.. File.ReadAllLines(fixture.Table).Skip(1)]);

        var run = ToolRun.Of("score", fixture.Model, "--input", table, "--no-header", option, list).EnsureSuccess();

        Assert.Equal(ToolRun.Of("score", fixture.Model, "--input", fixture.Table).Lines[1..], run.Lines);
    }
}
