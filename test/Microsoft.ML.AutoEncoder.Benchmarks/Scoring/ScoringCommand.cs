using System.CommandLine;
using Mnist;

namespace Benchmarks.Scoring;

/// <summary>What scoring costs: beside ONNX Runtime, ML.NET's OnnxTransformer, TorchSharp and ML.NET's PCA.</summary>
internal static class ScoringCommand
{
    internal static Command Create()
    {
        var command = new Command("scoring", "Scoring MNIST: time, start, memory and size. Takes about three minutes on two processors.");
        command.SetAction(_ => Run());
        return command;
    }

    private static void Run()
    {
        var report = new Report("Scoring, MNIST, the encoder 784-256-128-64");
        var rows = MnistDataset.Load(report: Console.WriteLine).Train.Select(image => image.Features).ToArray();
        using var files = Report.Measure("training the network", () => new ScoringFiles(rows));
        Report.Measure("one row at a time", () => RowTimes.Measure(report, files, rows));
        Report.Measure("the kernel alone", () => KernelBound.Measure(report));
        Report.Measure("60,000 rows", () => BulkTimes.Measure(report, files, rows));
        Report.Measure("start, memory and size", () => Footprint.Measure(report, files, rows));
        report.Print();
    }
}
