using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Mnist;
using Samples.Display;

namespace WebScoringModel;

/// <summary>Trains an encoder and a detector on the same rows.</summary>
internal sealed class ModelTraining(JobConsole console, int epochs, int seed, CancellationToken cancellationToken)
{
    private readonly MLContext _mlContext = new(seed);

    internal void TrainOnMeasurements(string path)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 5_000).Select(_ => Measurement.Make(random.NextSingle(), random.NextSingle())).ToArray();
        var encoder = CreateOptions();
        encoder.HiddenLayerSizes = [32, 16];
        encoder.CodeSize = 2;
        var detector = CreateOptions();
        detector.HiddenLayerSizes = [32, 16];
        detector.CodeSize = 2;
        Train(path, _mlContext.Data.LoadFromEnumerable(rows), encoder, detector);
    }

    internal void TrainOnDigits(string path, MnistImages images)
    {
        // Its codes are about normally distributed, so that each place near 0 stands for a digit: the page walks there.
        var encoder = CreateOptions();
        encoder.CodeSize = 10;
        encoder.CodeActivation = Activation.Identity;
        encoder.Loss = ReconstructionLoss.BinaryCrossEntropy;
        encoder.Regularizers = [AutoEncoderRegularizer.Variational(warmUpEpochs: 1)];
        encoder.LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp();
        Train(path, _mlContext.Data.LoadFromEnumerable(images), encoder, CreateOptions());
    }

    private void Train(string path, IDataView data, AutoEncoderEstimator.Options encoder, AutoEncoderEstimator.Options detector)
    {
        encoder.InputColumnName = "Features";
        encoder.OutputColumnName = "Encoded";
        encoder.ReconstructionColumnName = "Reconstruction";
        encoder.SlotErrorColumnName = "SlotErrors";
        var (encoding, _) = console.Run("Training the encoder", () => _mlContext.Transforms.AutoEncoder(encoder).Fit(data));
        var trainer = _mlContext.AnomalyDetection.Trainers.AutoEncoder(new AutoEncoderAnomalyTrainer.Options
        {
            Contamination = 0.01f,
            AutoEncoder = detector,
        });
        var (detecting, _) = console.Run("Training the detector", () => trainer.Fit(data));
        _mlContext.Model.Save(encoding.Append(detecting), data.Schema, path);
    }

    private AutoEncoderEstimator.Options CreateOptions() => new()
    {
        NumberOfEpochs = epochs,
        Seed = seed,
        ProgressCallback = TrainingDisplay.Create(console, epochs),
        CancellationToken = cancellationToken,
    };
}
