using System.CommandLine;
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
        var command = new Command("one-class", "Anomaly detection on MNIST: the area under the ROC curve, beside principal components. " +
            "Takes about twenty minutes on two processors.")
        {
            seeds, validate, codeSize, numberOfEpochs,
        };
        command.SetAction(parsed => Run(
            parsed.GetValue(seeds), parsed.GetValue(validate), parsed.GetValue(codeSize), parsed.GetValue(numberOfEpochs)));
        return command;
    }

    private static void Run(int seedCount, bool validate, int? codeSize, int? numberOfEpochs)
    {
        var mnist = MnistDataset.Load(report: Console.WriteLine);
        IReadOnlyList<IDetector> detectors =
        [
            new PcaError(16),
            new PcaError(32),
            new RandomizedPca(32),
            .. Enumerable.Range(1, seedCount).Select(seed => new AutoEncoderDetector(seed, codeSize, numberOfEpochs)),
        ];
        var table = new ResultTable([.. detectors.Select(detector => detector.Name)]);
        // Each detector uses one thread: a small network leaves little to share, ten digits do.
        Parallel.For(0, MnistImage.DigitCount, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, digit =>
        {
            var split = validate ? OneClassSplit.ForValidation(mnist, digit) : OneClassSplit.ForTest(mnist, digit);
            double[] areas =
                [.. detectors.Select(detector => RocCurve.Area(split.Scored, detector.Score(split.Training, split.Scored), digit))];
            table.Add(digit, areas);
            Console.WriteLine($"{DateTime.Now:HH:mm:ss} digit {digit}: " +
                $"{string.Join("  ", detectors.Zip(areas, (detector, area) => $"{detector.Name} {area:0.0000}"))}");
        });

        table.Print();
    }
}
