using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

/// <summary>A detector that cannot give scores is not returned.</summary>
public sealed class UsableDetectorTests
{
    [Theory]
    [InlineData(1e20f, "mean error of the reconstructions is")]
    [InlineData(1f, "The training diverged")]
    public void Measure_out_of_range_is_an_error(float scale, string message)
    {
        var mlContext = new MLContext(1);
        var rows = VectorData.Learnable(20, 4).Select(row => row.Select(value => value * scale).ToArray()).ToArray();
        var trainer = mlContext.AnomalyDetection.Trainers.AutoEncoder(new AutoEncoderAnomalyTrainer.Options
        {
            Measures = AnomalyMeasures.ReconstructionError,
            AutoEncoder =
            {
                HiddenLayerSizes = [],
                CodeSize = 2,
                NumberOfEpochs = 1,
                OutputActivation = Activation.Identity,
                InputScaling = InputScaling.None,
                Loss = ReconstructionLoss.MeanAbsoluteError,
                LearningRate = scale == 1f ? 1e38f : 1e-30f,
                LearningRateSchedule = LearningRateSchedule.Constant,
                BatchSize = 100,
                Seed = 1,
            },
        });

        var exception = Assert.Throws<InvalidOperationException>(() => trainer.Fit(VectorData.Create(mlContext, rows)));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
