using System.CommandLine;
using Mnist;
using static Benchmarks.Statistics;

namespace Benchmarks.Training;

/// <summary>How fast training is: beside the bare matrix products, beside a hand-written loop, beside a busy process, beside itself.</summary>
internal static class TrainingCommand
{
    private const int Epochs = 10;

    private static readonly Report Report = new("Training, MNIST, 784-256-128-64 and back, batch 128");

    internal static Command Create()
    {
        var command = new Command("training", "Training on MNIST: time and memory. Takes about six minutes on two processors.");
        command.SetAction(_ => Run());
        return command;
    }

    private static void Run()
    {
        var rows = MnistDataset.Load(report: Console.WriteLine).Train.Select(image => image.Features).ToArray();
        // The first fit of a process compiles code and loads libraries.
        Fits.EpochSeconds(rows[..6_000], Workload.Reference.Options(1));

        var epoch = CompareWithLimit(rows);
        CompareWithNeighbour(rows, epoch);
        CompareWithStreaming(rows, epoch);
        CompareRowCounts(rows);
        CompareWidths(rows);
        MeasureMemory(Workload.Reference, Epochs);
        MeasureMemory(new Workload(784, 1000, 500, 64), 20);
        Report.Print();
    }

    private static double CompareWithLimit(float[][] rows)
    {
        var workload = Workload.Reference;
        // Each epoch is followed by the bare matrix products of one: whatever slows the machine down for a while slows down both.
        List<double> limits = [];
        var options = workload.Options(Epochs);
        options.ProgressCallback = _ => limits.Add(Limit(workload, rows.Length));
        var epochs = Report.Measure($"{Epochs} epochs of the library, and of the bare matrix products", () => Fits.EpochSeconds(rows, options));
        var handWritten = Report.Measure($"{Epochs} epochs of a hand-written loop", () => HandWrittenLoop.EpochSeconds(rows, workload).Take(Epochs).ToArray());

        var ratio = Median(epochs.Zip(limits, (epoch, limit) => epoch / limit));
        Report.Add("epoch ÷ bare matrix products", Ratio(ratio), $"{Seconds(Median(epochs))} ÷ {Seconds(Median(limits))}");
        Report.Add($"{Epochs} epochs ÷ hand-written loop", Ratio(epochs.Sum() / handWritten.Sum()), $"{Seconds(epochs.Sum())} ÷ {Seconds(handWritten.Sum())}");
        Report.Add($"{Epochs} epochs of bare matrix products ÷ hand-written loop", Ratio(limits.Sum() / handWritten.Sum()), $"{Seconds(limits.Sum())} ÷ {Seconds(handWritten.Sum())}");
        var drift = epochs[^1] / limits[^1] / (epochs[1] / limits[1]);
        Report.Add($"epoch {Epochs} ÷ epoch 2, each by its bare matrix products", Ratio(drift), $"{Seconds(epochs[^1])} ÷ {Seconds(epochs[1])}");
        return Median(epochs);
    }

    /// <summary>The better of two ways to share the products over the processors.</summary>
    private static double Limit(Workload workload, int rowCount) =>
        Math.Min(BareMatrixProducts.SharedBatchSeconds(workload, rowCount), BareMatrixProducts.SharedProductSeconds(workload, rowCount));

    private static void CompareWithNeighbour(float[][] rows, double alone)
    {
        var disturbed = Report.Measure("beside a busy process", () =>
        {
            using var neighbour = ChildProcess.Start(SpinCommand.Name);
            neighbour.WaitForLine();
            return Median(Fits.EpochSeconds(rows, Workload.Reference.Options(5)));
        });
        Report.Add("epoch beside a busy process ÷ epoch", Ratio(disturbed / alone), $"{Seconds(disturbed)} ÷ {Seconds(alone)}");
    }

    private static void CompareWithStreaming(float[][] rows, double inMemory)
    {
        var streamed = Report.Measure("streamed, the buffer a tenth of the data", () =>
        {
            var options = Workload.Reference.Options(5);
            options.MemoryBudgetInBytes = (long)rows.Length * Workload.Reference.InputSize * sizeof(float) / 10;
            return Median(Fits.EpochSeconds(rows, options));
        });
        Report.Add("streamed epoch ÷ in-memory epoch", Ratio(streamed / inMemory), $"{Seconds(streamed)} ÷ {Seconds(inMemory)}");
    }

    private static void CompareRowCounts(float[][] rows)
    {
        var baseline = 0.0;
        foreach (var count in new[] { 15_000, 30_000, 60_000, 120_000 })
        {
            float[][] some = [.. Enumerable.Range(0, count).Select(i => rows[i % rows.Length])];
            var perRow = 1e6 / count * Report.Measure($"{count:N0} rows", () => Median(Fits.EpochSeconds(some, Workload.Reference.Options(5))));
            baseline = baseline == 0 ? perRow : baseline;
            Report.Add($"time per row, {count:N0} rows ÷ 15,000 rows", Ratio(perRow / baseline), $"{perRow:0.0} µs");
        }
    }

    private static void CompareWidths(float[][] rows)
    {
        const int rowCount = 15_000;
        foreach (var width in new[] { 64, 256, 1024 })
        {
            var workload = new Workload(784, width, width, 64);
            var limit = Report.Measure($"{workload}: bare matrix products", () => Limit(workload, rowCount));
            var epoch = Report.Measure($"{workload}", () => Median(Fits.EpochSeconds(rows[..rowCount], workload.Options(3))));
            Report.Add($"{workload}, {rowCount:N0} rows: epoch ÷ bare matrix products", Ratio(epoch / limit), $"{Seconds(epoch)} ÷ {Seconds(limit)}");
        }
    }

    private static void MeasureMemory(Workload workload, int numberOfEpochs)
    {
        var (peak, afterEpochs) = Report.Measure($"{workload}: memory", () => MemoryCommand.Run(workload, numberOfEpochs));
        Report.Add(
            $"{workload}, {numberOfEpochs} epochs: peak resident memory − data",
            $"{peak:N0} MB",
            $"{afterEpochs[1]:N0} MB after epoch 2, {afterEpochs[^1]:N0} MB after epoch {numberOfEpochs}");
    }

    private static string Ratio(double value) => $"{value:0.00}";

    private static string Seconds(double value) => $"{value:0.00} s";
}
