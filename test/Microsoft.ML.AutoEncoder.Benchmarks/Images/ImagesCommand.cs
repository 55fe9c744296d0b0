using System.CommandLine;
using Benchmarks.Scoring;
using Benchmarks.Scoring.Peers;
using Benchmarks.Training;
using Microsoft.ML.AutoEncoder;
using Mnist;

namespace Benchmarks.Images;

/// <summary>How fast networks for images score and train.</summary>
internal static class ImagesCommand
{
    private const int ScoredRows = 1_000;
    private const int Epochs = 5;
    private const int CodeSize = 64;

    internal static Command Create()
    {
        var onlyScoring = new Option<bool>("--only-scoring") { Description = "Leaves out the epochs, which take most of the time." };
        var command = new Command(
            "images", "One image through the convolutional encoder beside ONNX Runtime, and epochs beside a hand-written loop in " +
            "TorchSharp. About five minutes on two processors.")
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
        var model = Fits.Fit(rows[..2_000], Options(1));
        Score(report, model, rows[..ScoredRows]);
        if (!onlyScoring)
        {
            Train(report, rows);
        }

        report.Print();
    }

    private static AutoEncoderEstimator.Options Options(int epochs) => new()
    {
        InputColumnName = "Features",
        OutputColumnName = "Code",
        ImageShape = new ImageShape(28, 28),
        CodeSize = CodeSize,
        Regularizers = [],
        NumberOfEpochs = epochs,
        Seed = 1,
    };

    private static void Score(Report report, AutoEncoderTransformer model, float[][] rows)
    {
        var path = Path.GetTempFileName();
        try
        {
            model.SaveAsOnnx(path, new OnnxExportOptions { Outputs = OnnxOutputs.Code });
            using var onnx = new OnnxRuntimeEncoder(path, model.InputSize, CodeSize, batchSize: 1, threadCount: 1, outputName: "code");
            var code = new float[CodeSize];
            var seconds = Timing.Seconds(
                () => Array.ForEach(rows, row => model.Encode(row, code)), () => Array.ForEach(rows, row => onnx.Encode(row)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var row in rows)
            {
                model.Encode(row, code);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            report.AddRatio(
                "one image: Encode ÷ ONNX Runtime, one thread", seconds[0] / rows.Length * 1e6, seconds[1] / rows.Length * 1e6, "µs");
            report.Add("allocated per image", $"{(double)allocated / rows.Length:0.##} bytes", string.Empty);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Train(Report report, float[][] rows)
    {
        // One epoch of the loop after each of the library, so that both meet the same moods of the machine.
        using var loop = HandWrittenConvolutions.EpochSeconds(rows).GetEnumerator();
        List<double> ofLoop = [];
        var options = Options(Epochs);
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
