using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>The log says what is trained, and on what.</summary>
public sealed class FitReportTests
{
    private readonly List<string> _lines = [];
    private readonly MLContext _mlContext = new(1);

    public FitReportTests() => _mlContext.Log += (_, e) => _lines.Add(e.Message);

    [Fact]
    public void Log_begins_with_rows_columns_and_parameters()
    {
        _mlContext.Transforms.AutoEncoder(Options("Features")).Fit(
            VectorData.Create(_mlContext, VectorData.Learnable(20, 3)), VectorData.Create(_mlContext, VectorData.Learnable(7, 3)));

        Assert.Contains(
            "Training on 20 rows of column 'Features' (3 slots), 7 rows for validation; the network has 10 parameters",
            _lines.First(line => line.Contains("Training", StringComparison.Ordinal) && line.Contains("Info", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Log_names_the_detector()
    {
        var options = new AutoEncoderAnomalyTrainer.Options { AutoEncoder = Options(null) };
        _mlContext.AnomalyDetection.Trainers.AutoEncoder(options).Fit(VectorData.Create(_mlContext, VectorData.Learnable(20, 3)));

        Assert.Contains(_lines, line => line.Contains("AutoEncoderAnomalyTrainer", StringComparison.Ordinal)
            && line.Contains("Epoch 1/1", StringComparison.Ordinal));
        Assert.DoesNotContain(_lines, line => line.Contains("AutoEncoderEstimator", StringComparison.Ordinal));
    }

    private static AutoEncoderEstimator.Options Options(string? output) => new()
    {
        OutputColumnName = output,
        HiddenLayerSizes = [],
        CodeSize = 1,
        NumberOfEpochs = 1,
        Seed = 1,
    };
}
