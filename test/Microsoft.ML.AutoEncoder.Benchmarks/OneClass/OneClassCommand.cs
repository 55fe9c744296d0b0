using System.CommandLine;
using System.Diagnostics;
using Mnist;

namespace Benchmarks.OneClass;

/// <summary>One-class MNIST: train on the images of one digit, score images of all, and see whether the other digits score
/// higher.</summary>
internal static class OneClassCommand
{
    internal static Command Create()
    {
        var seeds = new Option<int>("--seeds")
        {
            Description = "How many times each autoencoder is trained, with seeds from 1 on.",
            DefaultValueFactory = _ => 3,
        };
        var validate = new Option<bool>("--validate")
        {
            Description = "Leaves the test images alone and scores training images: a sixth of the digit's own, which are held back, " +
                "and some of the other digits. " +
                "Settings are chosen by this.",
        };
        var codeSize = new Option<int?>("--code") { Description = "The number of values of the code; otherwise the trainer's default." };
        var numberOfEpochs = new Option<int?>("--epochs") { Description = "The number of epochs; otherwise the trainer's default." };
        var digits = new Option<int[]>("--digits")
        {
            Description = "The digits; all unless told otherwise.",
            DefaultValueFactory = _ => [.. Enumerable.Range(0, MnistImage.DigitCount)],
            AllowMultipleArgumentsPerToken = true,
        };
        var withoutPeers = new Option<bool>("--without-peers") { Description = "Leaves principal components out." };
        var convolutional = new Option<bool>("--convolutional")
        {
            Description = "Gives the autoencoder convolutions of 16 and 32 filters in place of the dense layers.",
        };
        var imageShape = new Option<bool>("--image-shape") { Description = "Tells the autoencoder that rows are images, and which." };
        var clothes = new Option<bool>("--clothes") { Description = "Takes made images of ten garments in place of digits." };
        var command = new Command("one-class", "Anomaly detection on MNIST: the area under the ROC curve, beside principal components. " +
            "Takes about twenty minutes on two processors.")
        {
            seeds, validate, codeSize, numberOfEpochs, digits, withoutPeers, convolutional, imageShape, clothes,
        };
        command.SetAction(parsed => Run(
            [
                .. parsed.GetValue(withoutPeers) ? Array.Empty<IDetector>() : [new PcaError(16), new PcaError(32), new RandomizedPca(32)],
                .. Enumerable.Range(1, parsed.GetValue(seeds))
                    .Select(seed => new AutoEncoderDetector(
                        seed,
                        parsed.GetValue(codeSize),
                        parsed.GetValue(numberOfEpochs),
                        parsed.GetValue(imageShape),
                        parsed.GetValue(convolutional))),
            ],
            parsed.GetValue(clothes) ? OneClassImages.OfClothes() : OneClassImages.OfDigits(),
            parsed.GetValue(digits)!,
            parsed.GetValue(validate)));
        return command;
    }

    private static void Run(IReadOnlyList<IDetector> detectors, OneClassImages images, int[] digits, bool validate)
    {
        var table = new ResultTable([.. detectors.Select(detector => detector.Name)]);
        // Each detector uses one thread: a small network leaves little to share, ten digits do.
        Parallel.ForEach(digits, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, digit =>
        {
            var split = validate ? OneClassSplit.ForValidation(images, digit) : OneClassSplit.ForTest(images, digit);
            var areas = new double[detectors.Count];
            for (var i = 0; i < areas.Length; i++)
            {
                var clock = Stopwatch.StartNew();
                var scores = detectors[i].Score(split.Training, split.Scored);
                areas[i] = RocCurve.Area(split.Scored, scores, digit);
                Console.WriteLine(
                    $"{DateTime.Now:HH:mm:ss} digit {digit}: {detectors[i].Name} {areas[i]:0.0000}, {clock.Elapsed.TotalSeconds:0} s");
            }

            table.Add(digit, areas);
        });

        table.Print();
        Console.WriteLine($"Processor time: {Environment.CpuUsage.TotalTime.TotalMinutes:0.0} minutes");
    }
}
