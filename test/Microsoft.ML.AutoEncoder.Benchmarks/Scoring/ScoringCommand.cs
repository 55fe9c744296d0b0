using System.CommandLine;
using Mnist;

namespace Benchmarks.Scoring;

/// <summary>What scoring costs: beside ONNX Runtime, ML.NET's OnnxTransformer, TorchSharp and ML.NET's PCA.</summary>
internal static class ScoringCommand
{
    internal static Command Create()
    {
        var command = new Command("scoring", "Scoring MNIST: time, start, memory and size. Takes about three minutes on two processors.");
        var onlyBatches = new Option<bool>("--batches") { Description = "Only many rows in one call." };
        command.Add(onlyBatches);
        command.SetAction(parsed => Run(parsed.GetValue(onlyBatches)));
        return command;
    }

    private static void Run(bool onlyBatches)
    {
        var report = new Report("Scoring, MNIST, the encoder 784-256-128-64");
        var rows = MnistDataset.Load(report: Console.WriteLine).Train.Select(image => image.Features).ToArray();
        using var files = Report.Measure("training the network", () => new ScoringFiles(rows));
        if (onlyBatches)
        {
            Report.Measure("many rows in one call", () => BulkTimes.CompareBatches(report, files, rows));
            report.Print();
            return;
        }

        Report.Measure("one row at a time", () => RowTimes.Measure(report, files, rows));
        Report.Measure("the kernel alone", () => KernelBound.Measure(report));
        Report.Measure("60,000 rows", () => BulkTimes.Measure(report, files, rows));
        Report.Measure("start, memory and size", () => Footprint.Measure(report, files, rows));
        report.Print();
    }
}
