using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Graphs;

/// <summary>Whole pipelines with our steps inside become one graph, which gives the numbers of the pipeline.</summary>
public sealed class PipelineExportTests
{
    private const int RowCount = 200;
    private const int InputSize = 12;

    private readonly MLContext _mlContext = new(1);

    public static TheoryData<string> Variants =>
        ["plain", "GELU and SiLU", "top-k", "variational", "tied, batch normalisation", "output replaces input"];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Normalizer_autoencoder_and_decoder_give_the_columns_of_the_pipeline(string variant)
    {
        var data = VectorData.Create(_mlContext, VectorData.Learnable(RowCount, InputSize));
        var options = new AutoEncoderEstimator.Options
        {
            InputColumnName = "Features",
            OutputColumnName = variant == "output replaces input" ? "Features" : "Encoded",
            ReconstructionColumnName = "Back",
            ReconstructionErrorColumnName = "Error",
            SlotErrorColumnName = "SlotErrors",
            LayerColumns =
            [
                new LayerColumn("Hidden", 1), new LayerColumn("HiddenAgain", 1), new LayerColumn("Last", 4), new LayerColumn("Third", 3),
            ],
            HiddenLayerSizes = [8],
            CodeSize = 4,
            NumberOfEpochs = 2,
            Seed = 1,
        };
        switch (variant)
        {
            case "GELU and SiLU":
                options.Activation = Activation.GELU;
                options.CodeActivation = Activation.SiLU;
                break;
            case "top-k":
                options.Regularizers = [AutoEncoderRegularizer.TopKSparsity(2)];
                break;
            case "variational":
                options.Regularizers = [AutoEncoderRegularizer.Variational()];
                options.CodeActivation = Activation.Identity;
                break;
            case "tied, batch normalisation":
                options.TiedWeights = true;
                options.BatchNormalization = true;
                break;
        }

        var model = _mlContext.Transforms.NormalizeMinMax("Features", fixZero: false)
            .Append(_mlContext.Transforms.AutoEncoder(options)).Fit(data);
        var chain = model.Append(model.LastTransformer.CreateDecoder("Decoded"));
        var result = chain.Transform(data);

        string[] outputs = [options.OutputColumnName, "Back", "SlotErrors", "Hidden", "HiddenAgain", "Last", "Third", "Decoded", "Error"];
        using var graph = new OnnxRuntimeModel(PipelineGraph.Write(data, result, "Features", outputs));
        var rows = data.GetColumn<float[]>("Features").ToArray();
        foreach (var output in outputs[..^1])
        {
            GraphAssert.Close(result.GetColumn<float[]>(output).ToArray(), graph.Run(rows, $"{output}.output"));
        }

        GraphAssert.Close([.. result.GetColumn<float>("Error").Select(error => new[] { error })], graph.Run(rows, "Error.output"));
    }

    [Fact]
    public void Classifier_behind_the_code_predicts_the_same_labels()
    {
        var rows = VectorData.Learnable(RowCount, InputSize);
        var values = VectorData.Create(_mlContext, rows);
        // Which of the first three slots is the largest.
        var labels = values.GetColumn<float[]>("Features").Select(row => row[0] > row[1] ? 0f : row[1] > row[2] ? 1f : 2f).ToArray();
        var labelled = Labelled(values, labels);
        var data = _mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(labelled).Transform(labelled);
        var model = _mlContext.Transforms.NormalizeMinMax("Features", fixZero: false)
            .Append(_mlContext.Transforms.AutoEncoder("Encoded", "Features", codeSize: 4, numberOfEpochs: 3, seed: 1))
            .Append(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label", "Encoded"))
            .Fit(data);
        var result = model.Transform(data);

        using var graph = new OnnxRuntimeModel(PipelineGraph.Write(data, result, "Features", ["Score"]));

        var input = data.GetColumn<float[]>("Features").ToArray();
        var expected = result.GetColumn<float[]>("Score").ToArray();
        var actual = graph.Run(input, "Score.output");
        GraphAssert.Close(expected, actual);
        Assert.Equal(expected.Select(Largest), actual.Select(Largest));
        Assert.True(expected.Select(Largest).Distinct().Count() > 1);
    }

    [Fact]
    public void Names_of_the_users_columns_stay_theirs()
    {
        var rows = VectorData.Learnable(RowCount, InputSize);
        var data = VectorData.Create(_mlContext, rows);
        // Columns with the names of tensors that lie between.
        var model = _mlContext.Transforms.CopyColumns("encoder.0.sums", "Features")
            .Append(_mlContext.Transforms.CopyColumns("difference", "Features"))
            .Append(_mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
            {
                InputColumnName = "Features",
                OutputColumnName = "Encoded",
                ReconstructionErrorColumnName = "Error",
                CodeSize = 3,
                NumberOfEpochs = 1,
                Seed = 1,
            }))
            .Append(_mlContext.Transforms.CopyColumns("Sums", "encoder.0.sums"))
            .Append(_mlContext.Transforms.CopyColumns("Difference", "difference"))
            .Fit(data);
        var result = model.Transform(data);

        using var graph = new OnnxRuntimeModel(PipelineGraph.Write(data, result, "Features", ["Sums", "Difference", "Encoded"]));

        var input = data.GetColumn<float[]>("Features").ToArray();
        Assert.Equal(input, graph.Run(input, "Sums.output"));
        Assert.Equal(input, graph.Run(input, "Difference.output"));
    }

    [Theory]
    [InlineData(AnomalyMeasures.ReconstructionError)]
    [InlineData(AnomalyMeasures.CentreDistance)]
    [InlineData(AnomalyMeasures.NeighbourDistance)]
    [InlineData(AnomalyMeasures.ReconstructionError | AnomalyMeasures.NeighbourDistance)]
    [InlineData(null)]
    [InlineData(null, 300)]
    [InlineData(RowMeasure.All, 300)]
    [InlineData(null, InputSize, 4)]
    public void Detector_gives_score_and_label_of_the_pipeline(
        AnomalyMeasures? measures, int inputSize = InputSize, int rowCount = RowCount)
    {
        // Some noise, and in tables a unit and an origin of its own in each slot.
        var random = new Random(3);
        float Unit(int slot) => inputSize == InputSize ? 1 + slot : 0.8f;
        var learnable = VectorData.Learnable(rowCount, inputSize)
            .Select(row => row.Select((value, slot) => (value + (0.2f * random.NextSingle())) * Unit(slot)).ToArray()).ToArray();
        var data = VectorData.Create(_mlContext, learnable);
        var options = new AutoEncoderAnomalyTrainer.Options
        {
            SlotErrorColumnName = "SlotErrors",
            Measures = measures,
            Contamination = rowCount < 10 ? 0.5f : 0.05f,
        };
        options.AutoEncoder.NumberOfEpochs = 2;
        options.AutoEncoder.CodeSize = 3;
        options.AutoEncoder.HiddenLayerSizes = measures is null ? [16, 8] : [];
        options.AutoEncoder.Seed = 1;
        var model = _mlContext.AnomalyDetection.Trainers.AutoEncoder(options).Fit(data);
        var result = model.Transform(data);
        var rows = data.GetColumn<float[]>("Features").ToArray();

        using var pipeline = new OnnxRuntimeModel(PipelineGraph.Write(data, result, "Features", ["Score", "SlotErrors", "PredictedLabel"]));
        using var file = new MemoryStream();
        model.Model.SaveAsOnnx(file);
        using var own = new OnnxRuntimeModel(file.ToArray());

        float[][] scores = [.. result.GetColumn<float>("Score").Select(score => new[] { score })];
        float[][] labels = [.. result.GetColumn<bool>("PredictedLabel").Select(label => new[] { label ? 1f : 0f })];
        Assert.Contains(labels, label => label[0] == 1);
        SameShares(scores, pipeline.Run(rows, "Score.output"));
        GraphAssert.Close(result.GetColumn<float[]>("SlotErrors").ToArray(), pipeline.Run(rows, "SlotErrors.output"));
        Assert.Equal(labels, pipeline.Run(rows, "PredictedLabel.output"));
        Assert.Equal(["Features"], own.Inputs);
        Assert.Equal(["code", "label", "reconstruction", "reconstruction_error", "score", "slot_errors"], own.Outputs.Order());
        SameShares(scores, own.Run(rows, "score"));
        GraphAssert.Close(result.GetColumn<float[]>("SlotErrors").ToArray(), own.Run(rows, "slot_errors"));
        Assert.Equal(labels, own.Run(rows, "label"));
    }

    [Fact]
    public void Operator_set_without_top_k_is_refused()
    {
        var data = VectorData.Create(_mlContext, VectorData.Learnable(20, InputSize));
        var model = _mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            InputColumnName = "Features",
            OutputColumnName = "Encoded",
            CodeSize = 3,
            NumberOfEpochs = 1,
            Seed = 1,
            Regularizers = [AutoEncoderRegularizer.TopKSparsity(2)],
        }).Fit(data);

        Assert.Contains(
            "operator set 11",
            Assert.Throws<InvalidOperationException>(
                () => PipelineGraph.Write(data, model.Transform(data), "Features", ["Encoded"], operatorSet: 9)).Message);
    }

    /// <summary>A score of n is one in n training rows: the shares of them that are less odd differ by at most 1e-4, which is a row in
    /// 10,000. Distances are measured in deviations, which magnify rounding, and so does the score where few rows are odder.</summary>
    private static void SameShares(float[][] expected, float[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (one, two) in expected.Zip(actual))
        {
            Assert.Equal(1 - (1 / one.Single()), 1 - (1 / two.Single()), 1e-4f);
            Assert.Equal(one.Single(), two.Single(), 1e-3f * one.Single());
        }
    }

    private static int Largest(float[] scores) => Array.IndexOf(scores, scores.Max());

    private IDataView Labelled(IDataView values, float[] labels) => _mlContext.Data.LoadFromEnumerable(
        values.GetColumn<float[]>("Features").Zip(labels, (row, label) => new LabelledRow { Features = row, Label = label }));

    private sealed class LabelledRow
    {
        [VectorType(InputSize)]
        public float[] Features = [];

        public float Label;
    }
}
