using System.CommandLine;
using Benchmarks.Quality;
using Benchmarks.Quality.Measures;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Trainers;
using Mnist;

namespace Benchmarks.Training;

/// <summary>What the precision of the matrix products does to what is learnt: the reference network after as many epochs in each, on test
/// images.</summary>
internal static class PrecisionCommand
{
    private static readonly ClassifierAccuracy Accuracy = new(
        mlContext => mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
            new LbfgsMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1 }));

    internal static Command Create()
    {
        var rows = new Option<int>("--rows")
        {
            Description = "How many training images. Without instructions for bfloat16 two processors train 2,000 a second in it.",
            DefaultValueFactory = _ => 60_000,
        };
        var epochs = new Option<int>("--epochs") { Description = "How long to train.", DefaultValueFactory = _ => 10 };
        var seeds = new Option<int>("--seeds") { Description = "How many trainings to take the mean of.", DefaultValueFactory = _ => 3 };
        var command = new Command("precision", "Training in single precision and in bfloat16: test error, and a linear classifier.")
        {
            rows, epochs, seeds,
        };
        command.SetAction(parsed => Run(parsed.GetValue(rows), parsed.GetValue(epochs), parsed.GetValue(seeds)));
        return command;
    }

    private static void Run(int rowCount, int numberOfEpochs, int seedCount)
    {
        var mnist = MnistDataset.Load(report: Console.WriteLine);
        var data = new QualityData([.. mnist.Train.Take(rowCount)], [.. mnist.Test]);
        var report = new Report(
            $"{Workload.Reference}, {data.Training.Count:N0} MNIST images, {numberOfEpochs} epochs, means of {seedCount} seeds");
        var single = new List<(double Error, double Accuracy)>();
        var rounded = new List<(double Error, double Accuracy)>();
        for (var seed = 1; seed <= seedCount; seed++)
        {
            single.Add(Measure(TrainingPrecision.Single, seed));
            rounded.Add(Measure(TrainingPrecision.BFloat16, seed));
        }

        var (roundedError, singleError) = (rounded.Average(result => result.Error), single.Average(result => result.Error));
        report.Add(
            "squared error per pixel of test images, BFloat16 ÷ Single",
            $"{roundedError / singleError:0.000}",
            $"{roundedError:0.00000} ÷ {singleError:0.00000}");
        var (roundedAccuracy, singleAccuracy) =
            (rounded.Average(result => result.Accuracy), single.Average(result => result.Accuracy));
        report.Add(
            "accuracy of maximum entropy on the code, BFloat16 − Single",
            $"{roundedAccuracy - singleAccuracy:+0.0000;-0.0000;0.0000}",
            $"{roundedAccuracy:0.0000} − {singleAccuracy:0.0000}");
        report.Print();

        (double Error, double Accuracy) Measure(TrainingPrecision precision, int seed) =>
            Report.Measure($"seed {seed}, {precision}", () => Train(data, precision, numberOfEpochs, seed));
    }

    private static (double Error, double Accuracy) Train(QualityData data, TrainingPrecision precision, int numberOfEpochs, int seed)
    {
        var options = Workload.Reference.Options(numberOfEpochs);
        (options.Precision, options.Seed) = (precision, seed);
        using var model = Fits.Fit([.. data.Training.Select(image => image.Features)], options);
        float[][] targets = [.. data.Measured.Select(image => image.Features)];
        return (
            Reconstructions.SquaredError(targets, Reconstructions.Of(model, targets)) / MnistImage.PixelCount,
            Accuracy.Measure(data, Codes.Of(model, data.Training), Codes.Of(model, data.Measured)));
    }
}
