using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;
using Mnist;
using Samples.Display;

namespace Anomaly;

/// <summary>A detector that knows one digit, trained on its training images alone.</summary>
internal static class DigitDetector
{
    private const string SlotErrorColumn = "PixelErrors";

    internal static AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters> Train(
        MLContext mlContext, IEnumerable<MnistImage> images, int epochs, int seed, JobConsole console, CancellationToken cancellationToken)
    {
        var options = new AutoEncoderAnomalyTrainer.Options
        {
            FeatureColumnName = nameof(MnistImage.Features),
            SlotErrorColumnName = SlotErrorColumn,
        };
        options.AutoEncoder.NumberOfEpochs = epochs;
        options.AutoEncoder.Seed = seed;
        options.AutoEncoder.ProgressCallback = TrainingDisplay.Create(console, epochs);
        options.AutoEncoder.CancellationToken = cancellationToken;
        var trainer = mlContext.AnomalyDetection.Trainers.AutoEncoder(options);
        return console.Run("Training the detector", () => trainer.Fit(mlContext.Data.LoadFromEnumerable(images))).Result;
    }

    /// <summary>What the detector says about each image.</summary>
    internal static (ScoredImage[] Images, AnomalyDetectionMetrics Metrics) Score(
        MLContext mlContext, ITransformer detector, IEnumerable<MnistImage> images, int digit)
    {
        // Evaluate wants 1 for anomalies: the other digits.
        var rows = mlContext.Data.LoadFromEnumerable(images.Select(image => new LabeledImage
        {
            Features = image.Features,
            Digit = image.Digit,
            Label = image.Digit == digit ? 0f : 1f,
        }));
        var scored = mlContext.Data.Cache(detector.Transform(rows));
        var metrics = mlContext.AnomalyDetection.Evaluate(scored);
        return ([.. mlContext.Data.CreateEnumerable<ScoredImage>(scored, reuseRowObject: false)], metrics);
    }

    private sealed class LabeledImage
    {
        [VectorType(MnistImage.PixelCount)]
        public float[] Features { get; set; } = [];

        public int Digit { get; set; }

        public float Label { get; set; }
    }
}
