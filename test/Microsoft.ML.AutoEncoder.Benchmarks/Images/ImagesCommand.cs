using System.CommandLine;
using Benchmarks.Scoring;
using Benchmarks.Scoring.Peers;
using Benchmarks.Training;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Mnist;

namespace Benchmarks.Images;

/// <summary>How fast networks for images score and train.</summary>
internal static class ImagesCommand
{
    private const int ScoredRows = 1_000;

    // Of fewer, the start of ML.NET's threads is a part.
    private const int DrainedRows = 10_000;
    private const int Epochs = 5;
    private const string OnnxName = "code";

    internal static Command Create()
    {
        var onlyScoring = new Option<bool>("--only-scoring") { Description = "Leaves out the epochs, which take most of the time." };
        var command = new Command(
            "images", "Convolutions: one image beside ONNX Runtime, many beside ML.NET's OnnxTransformer, epochs beside a hand-written " +
            "loop in TorchSharp, and memory. About six minutes on two processors.")
        {
            onlyScoring,
        };
        command.SetAction(parsed => Run(parsed.GetValue(onlyScoring)));
        return command;
    }

    private static void Run(bool onlyScoring)
    {
        var report = new Report("Images, MNIST, convolutions of 16 and 32 filters, a code of 64, batch 128");
        var rows = MnistDataset.Load(report: Console.WriteLine).Train.Select(image => image.Features).ToArray();
        var model = Fits.Fit(rows[..2_000], Workload.Images.Options(1));
        Score(report, model, rows);
        if (!onlyScoring)
        {
            Train(report, rows);
            MeasureMemory(report);
        }

        report.Print();
    }

    private static void Score(Report report, AutoEncoderTransformer model, float[][] rows)
    {
        var path = Path.GetTempFileName();
        try
        {
            model.SaveAsOnnx(path, new OnnxExportOptions { Outputs = OnnxOutputs.Code });
            using var onnx = new OnnxRuntimeEncoder(
                path, model.InputSize, model.CodeSize, batchSize: 1, threadCount: 1, outputName: OnnxName);
            var code = new float[model.CodeSize];
            var scored = rows[..ScoredRows];
            var seconds = Timing.Seconds(
                () => Array.ForEach(scored, row => model.Encode(row, code)), () => Array.ForEach(scored, row => onnx.Encode(row)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var row in scored)
            {
                model.Encode(row, code);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            report.AddRatio(
                "one image: Encode ÷ ONNX Runtime, one thread", seconds[0] / ScoredRows * 1e6, seconds[1] / ScoredRows * 1e6, "µs");
            report.Add("allocated per image", $"{(double)allocated / ScoredRows:0.##} bytes", string.Empty);
            CompareDrains(report, model, path, rows[..DrainedRows]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void CompareDrains(Report report, AutoEncoderTransformer model, string onnxPath, float[][] rows)
    {
        var mlContext = new MLContext(1);
        var data = Fits.ToDataView(mlContext, rows);
        // ML.NET's transformer takes one row at a time, and asks to be told.
        var shapes = new Dictionary<string, int[]> { [OnnxFile.Input] = [1, model.InputSize] };
        using var onnx = mlContext.Transforms
            .ApplyOnnxModel([OnnxName], [OnnxFile.Input], onnxPath, shapes, gpuDeviceId: null, fallbackToCpu: false)
            .Fit(data);
        var (ours, theirs) = (model.Transform(data), onnx.Transform(data));
        var seconds = Timing.Seconds(() => Drain.Run(ours, "Code"), () => Drain.Run(theirs, OnnxName));
        report.AddRatio($"draining {rows.Length:N0} codes: the library ÷ OnnxTransformer", seconds[0], seconds[1], "s");
    }

    private static void MeasureMemory(Report report)
    {
        var (peak, after) = Report.Measure($"memory of {Epochs} epochs", () => MemoryCommand.Run(Workload.Images, Epochs, null));
        report.Add(
            "resident memory − data: peak",
            $"{peak:0} MB",
            $"after each epoch {string.Join(", ", after.Select(megabytes => $"{megabytes:0}"))} MB");
    }

    private static void Train(Report report, float[][] rows)
    {
        // One epoch of the loop after each of the library, so that both meet the same moods of the machine.
        using var loop = HandWrittenConvolutions.EpochSeconds(rows).GetEnumerator();
        List<double> ofLoop = [];
        var options = Workload.Images.Options(Epochs);
        options.ProgressCallback = _ =>
        {
            loop.MoveNext();
            ofLoop.Add(loop.Current);
        };
        var epochs = Report.Measure($"{Epochs} epochs, and as many of a hand-written loop", () => Fits.EpochSeconds(rows, options));
        report.Add(
            $"{Epochs} epochs ÷ hand-written loop",
            $"{epochs.Sum() / ofLoop.Sum():0.00}",
            $"{epochs.Sum():0.00} s ÷ {ofLoop.Sum():0.00} s");
        report.Add($"epoch {Epochs} ÷ epoch 2", $"{epochs[^1] / epochs[1]:0.00}", $"{epochs[^1]:0.00} s ÷ {epochs[1]:0.00} s");
    }
}
