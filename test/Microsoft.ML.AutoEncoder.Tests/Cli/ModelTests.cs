using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Cli;

/// <summary>Models that are described and exported, also those of pipelines that the tool has not made.</summary>
public sealed class ModelTests(ToolFixture fixture) : IClassFixture<ToolFixture>
{
    [Fact]
    public void A_description_names_layers_sizes_and_columns()
    {
        var text = ToolRun.Of("describe", fixture.Model).EnsureSuccess().Output;

        Assert.Contains("Features: Vector<Single, 4>", text);
        Assert.Contains("AutoEncoderTransformer: Features → Code (code)", text);
        Assert.Contains("encoder.0", text);
        Assert.Contains("3 epochs", text);
    }

    [Fact]
    public void A_detector_is_described_with_its_threshold() =>
        Assert.Contains("Threshold: ", ToolRun.Of("describe", fixture.Detector).EnsureSuccess().Output);

    [Fact]
    public void A_pipeline_around_the_autoencoder_is_described_and_scored()
    {
        var mlContext = new MLContext(1);
        var data = new SyntheticData();
        var model = mlContext.Transforms.NormalizeMinMax("Features")
            .Append(mlContext.Transforms.AutoEncoder(TinyAutoEncoder.Options()))
            .Append(mlContext.Transforms.CopyColumns("Copy", TinyAutoEncoder.Encoded))
            .Fit(data.Dense);
        var path = fixture.File("pipeline.zip");
        mlContext.Model.Save(model, data.Dense.Schema, path);
        var table = fixture.Write("features.csv", ["1,2,3,4,5,6", .. data.Rows.Select(ToolFixture.Text)]);

        var description = ToolRun.Of("describe", path).EnsureSuccess().Output;
        Assert.Contains("1. NormalizingTransformer", description);
        Assert.Contains("2. AutoEncoderTransformer: Features → Encoded (code)", description);
        Assert.Contains("3. ColumnCopyingTransformer", description);

        // The text and the weights of the data are not needed.
        var run = ToolRun.Of("score", path, "--input", table, "--outputs", "code,Copy,Encoded").EnsureSuccess();
        var codes = model.Transform(data.Dense).GetColumn<float[]>("Encoded").Select(ToolFixture.Text);
        Assert.Equal(codes.Select(code => $"{code},{code},{code}"), run.Lines[1..]);

        var unknown = ToolRun.Of("score", path, "--input", table, "--outputs", "codes");
        Assert.Equal(1, unknown.ExitCode);
        Assert.StartsWith($"mlautoencoder: {path}: has no output 'codes'.", unknown.ErrorLine);
    }

    [Fact]
    public void Columns_of_other_kinds_are_read_by_name()
    {
        var mlContext = new MLContext(1);
        var data = new SyntheticData();
        var model = mlContext.Transforms.Categorical.OneHotEncoding("Hot", SyntheticData.Label)
            .Append(mlContext.Transforms.Concatenate("All", "Hot", SyntheticData.Weight))
            .Append(mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
            {
                OutputColumnName = "All",
                CodeSize = 2,
                NumberOfEpochs = 1,
                Seed = 1,
            }))
            .Fit(data.Dense);
        var path = fixture.File("mixed.zip");
        mlContext.Model.Save(model, data.Dense.Schema, path);
        var weights = data.Dense.GetColumn<float>(SyntheticData.Weight);
        var labels = data.Dense.GetColumn<string>(SyntheticData.Label);
        var table = fixture.Write(
            "mixed.csv", ["Weight,Other,Label", .. weights.Zip(labels, (weight, label) => $"{ToolFixture.Text([weight])},?,{label}")]);

        var run = ToolRun.Of("score", path, "--input", table).EnsureSuccess();

        Assert.Equal(model.Transform(data.Dense).GetColumn<float[]>("All").Select(ToolFixture.Text), run.Lines[1..]);
    }

    [Fact]
    public void A_model_without_a_schema_is_scored()
    {
        var mlContext = new MLContext(1);
        var data = new SyntheticData();
        var model = mlContext.Transforms.AutoEncoder(TinyAutoEncoder.Options()).Fit(data.Dense);
        var path = fixture.File("bare.zip");
        mlContext.Model.Save(model, null, path);
        var table = fixture.Write("bare.csv", [.. data.Rows.Select(ToolFixture.Text)]);

        var run = ToolRun.Of("score", path, "--input", table, "--no-header").EnsureSuccess();

        Assert.Equal(model.Transform(data.Dense).GetColumn<float[]>("Encoded").Select(ToolFixture.Text), run.Lines);
    }

    [Fact]
    public void Onnx_has_the_chosen_outputs()
    {
        var path = fixture.File("model.onnx");
        ToolRun.Of("export", fixture.Model, "--output", path, "--outputs", "code,error").EnsureSuccess();

        using var session = new InferenceSession(path);
        Assert.Equal(["code", "reconstruction_error"], session.OutputMetadata.Keys.Order());
        Assert.Equal(["Features"], session.InputMetadata.Keys);
    }

    [Theory]
    [InlineData("onnx")]
    [InlineData("safetensors")]
    public void A_detector_is_exported(string format)
    {
        var path = fixture.File($"detector.{format}");
        ToolRun.Of("export", fixture.Detector, "--output", path).EnsureSuccess();

        Assert.InRange(new FileInfo(path).Length, 300, 1_000_000);
        var text = ToolRun.Of("export", fixture.Detector, "--output", "-", "--format", format);
        Assert.Equal(0, text.ExitCode);
        Assert.NotEmpty(text.Output);
    }

    [Fact]
    public void Weights_come_back_from_safetensors()
    {
        var path = fixture.File("model.safetensors");
        ToolRun.Of("export", fixture.Model, "--output", path).EnsureSuccess();

        var bytes = File.ReadAllBytes(path);
        var header = System.Text.Encoding.UTF8.GetString(bytes, 8, (int)BitConverter.ToInt64(bytes));
        Assert.Contains("encoder.0.weight", header);
    }
}
