using System.CommandLine;
using Benchmarks.Processes;
using Microsoft.ML.AutoEncoder;
using Mnist;
using static Benchmarks.Statistics;

namespace Benchmarks.Training;

/// <summary>How fast training is: beside the bare matrix products, beside a hand-written loop, beside a busy process, beside
/// itself.</summary>
internal static class TrainingCommand
{
    private const int Epochs = 10;

    private static readonly Report Report = new("Training, MNIST, 784-256-128-64 and back, batch 128");

    private static readonly IReadOnlyDictionary<string, Action<float[][]>> Parts = new Dictionary<string, Action<float[][]>>
    {
        ["limit"] = CompareWithLimit,
        ["precision"] = ComparePrecisions,
        ["loop"] = CompareWithLoop,
        ["neighbour"] = CompareWithNeighbour,
        ["streaming"] = CompareWithStreaming,
        ["labels"] = CompareWithLabels,
        ["rows"] = CompareRowCounts,
        ["widths"] = CompareWidths,
        ["sparse"] = _ => MeasureSparseText(),
        ["batches"] = CompareBatchSizes,
        ["memory"] = _ => MeasureMemory(),
    };

    internal static Command Create()
    {
        var parts = new Argument<string[]>("part")
        {
            Description = $"What to measure: {string.Join(", ", Parts.Keys)}. All if there is none.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        parts.AcceptOnlyFromAmong([.. Parts.Keys]);
        var command = new Command(
            "training", "Training on MNIST: time and memory. All of it takes about eight minutes on two processors.") { parts };
        command.SetAction(parsed => Run(parsed.GetValue(parts) is { Length: > 0 } chosen ? chosen : Parts.Keys));
        return command;
    }

    private static void Run(IEnumerable<string> parts)
    {
        var rows = MnistDataset.Load(report: Console.WriteLine).Train.Select(image => image.Features).ToArray();
        // The first fit of a process compiles code and loads libraries.
        Fits.EpochSeconds(rows[..6_000], Workload.Reference.Options(1));
        foreach (var part in parts)
        {
            Parts[part](rows);
        }

        Report.Print();
    }

    private static void CompareWithLimit(float[][] rows)
    {
        var (epochs, limits) = Report.Measure(
            $"{Epochs} epochs, and the bare matrix products of each", () => WithLimits(rows, Workload.Reference, Epochs));
        AddLimit("epoch ÷ bare matrix products", epochs, limits);
        var drift = epochs[^1] / limits[^1] / (epochs[1] / limits[1]);
        Report.Add(
            $"epoch {Epochs} ÷ epoch 2, each by its bare matrix products", Ratio(drift), $"{Seconds(epochs[^1])} ÷ {Seconds(epochs[1])}");
    }

    /// <summary>Epochs in both precisions by turns, by the bare products in single precision.</summary>
    private static void ComparePrecisions(float[][] rows)
    {
        foreach (var workload in new[] { Workload.Reference, new Workload(784, 1000, 500, 64) })
        {
            var what = $"{workload}, bfloat16: epoch ÷ bare matrix products in single precision";
            if (!BareMatrixProducts.IsBFloat16Fast)
            {
                Report.Add(what, "—", "no instructions for bfloat16 (AVX512_BF16, AMX)");
                continue;
            }

            var (epochs, limits) = Report.Measure(
                $"{workload} in bfloat16", () => WithLimits(rows, workload, 5, TrainingPrecision.BFloat16));
            AddLimit(what, epochs, limits);
        }

        var wide = new Workload(784, 1000, 500, 64);
        var (wideEpochs, wideLimits) = Report.Measure($"{wide}", () => WithLimits(rows, wide, 5));
        AddLimit($"{wide}: epoch ÷ bare matrix products", wideEpochs, wideLimits);
    }

    /// <summary>The median of the ratios, and the ratio of the least times: what else runs on the machine only ever adds time.</summary>
    private static void AddLimit(string what, double[] epochs, double[] limits) => Report.Add(
        what,
        Ratio(MedianRatio(epochs, limits)),
        $"{Seconds(Median(epochs))} ÷ {Seconds(Median(limits))}; least: {Seconds(epochs.Min())} ÷ {Seconds(limits.Min())} = " +
        Ratio(epochs.Min() / limits.Min()));

    private static void CompareWithLoop(float[][] rows)
    {
        // One epoch of the loop after each epoch of the library, so that both meet the same moods of the machine.
        using var loop = HandWrittenLoop.EpochSeconds(rows, Workload.Reference).GetEnumerator();
        List<double> ofLoop = [];
        var options = Workload.Reference.Options(Epochs);
        options.ProgressCallback = _ =>
        {
            loop.MoveNext();
            ofLoop.Add(loop.Current);
        };
        var epochs = Report.Measure($"{Epochs} epochs, and as many of a hand-written loop", () => Fits.EpochSeconds(rows, options));
        Report.Add(
            $"{Epochs} epochs ÷ hand-written loop", Ratio(epochs.Sum() / ofLoop.Sum()),
            $"{Seconds(epochs.Sum())} ÷ {Seconds(ofLoop.Sum())}");
    }

    /// <summary>Times each epoch, and the bare matrix products of one right after it: whatever slows the machine down for a while slows
    /// down both.</summary>
    private static (double[] Epochs, double[] Limits) WithLimits(
        float[][] rows, Workload workload, int epochCount, TrainingPrecision precision = TrainingPrecision.Single)
    {
        List<double> limits = [];
        var options = workload.Options(epochCount);
        options.Precision = precision;
        options.ProgressCallback = _ => limits.Add(Limit(workload, rows.Length));
        return (Fits.EpochSeconds(rows, options), [.. limits]);
    }

    /// <summary>The better of two ways to share the products over the processors.</summary>
    private static double Limit(Workload workload, int rowCount) =>
        Math.Min(BareMatrixProducts.SharedBatchSeconds(workload, rowCount), BareMatrixProducts.SharedProductSeconds(workload, rowCount));

    private static void CompareWithNeighbour(float[][] rows)
    {
        var alone = Report.Measure("alone", () => Median(Fits.EpochSeconds(rows, Workload.Reference.Options(5))));
        var disturbed = Report.Measure("beside a busy process", () =>
        {
            using var neighbour = ThisProgram.Start(SpinCommand.Name);
            neighbour.ReadLine();
            return Median(Fits.EpochSeconds(rows, Workload.Reference.Options(5)));
        });
        Report.Add("epoch beside a busy process ÷ epoch", Ratio(disturbed / alone), $"{Seconds(disturbed)} ÷ {Seconds(alone)}");
    }

    private static void CompareWithStreaming(float[][] rows)
    {
        var inMemory = Report.Measure("in memory", () => Median(Fits.EpochSeconds(rows, Workload.Reference.Options(5))));
        var streamed = Report.Measure("streamed, the buffer a tenth of the data", () =>
        {
            var options = Workload.Reference.Options(5);
            options.MemoryBudgetInBytes = (long)rows.Length * Workload.Reference.InputSize * sizeof(float) / 10;
            return Median(Fits.EpochSeconds(rows, options));
        });
        Report.Add("streamed epoch ÷ in-memory epoch", Ratio(streamed / inMemory), $"{Seconds(streamed)} ÷ {Seconds(inMemory)}");
    }

    /// <summary>Fits by turns.</summary>
    private static void CompareWithLabels(float[][] rows)
    {
        var (without, with) = (new List<double>(), new List<double>());
        Report.Measure("without and with labels, three times", () =>
        {
            for (var i = 0; i < 3; i++)
            {
                without.AddRange(Fits.EpochSeconds(rows, Workload.Reference.Options(4)));
                var options = Workload.Reference.Options(4);
                options.LabelColumnName = "Label";
                with.AddRange(Fits.EpochSeconds(rows, options));
            }

            return 0;
        });
        Report.Add(
            "epoch with a label for each row ÷ epoch without",
            Ratio(Median([.. with]) / Median([.. without])),
            $"{Seconds(Median([.. with]))} ÷ {Seconds(Median([.. without]))}");
    }

    private static void CompareRowCounts(float[][] rows)
    {
        var baseline = 0.0;
        foreach (var count in new[] { 15_000, 30_000, 60_000, 120_000 })
        {
            float[][] some = [.. Enumerable.Range(0, count).Select(i => rows[i % rows.Length])];
            var (epochs, limits) = Report.Measure($"{count:N0} rows", () => WithLimits(some, Workload.Reference, 5));
            var ratio = MedianRatio(epochs, limits);
            baseline = baseline == 0 ? ratio : baseline;
            Report.Add(
                $"time per row by that of the bare matrix products, {count:N0} rows ÷ 15,000 rows", Ratio(ratio / baseline),
                $"{1e6 * Median(epochs) / count:0.0} µs ÷ {1e6 * Median(limits) / count:0.0} µs a row");
        }
    }

    private static void CompareWidths(float[][] rows)
    {
        const int rowCount = 15_000;
        foreach (var width in new[] { 64, 256, 1024 })
        {
            var workload = new Workload(784, width, width, 64);
            var (epochs, limits) = Report.Measure($"{workload}", () => WithLimits(rows[..rowCount], workload, 3));
            AddLimit($"{workload}, {rowCount:N0} rows: epoch ÷ bare matrix products", epochs, limits);
        }
    }

    private static void MeasureSparseText()
    {
        const int rowCount = 20_000;
        List<double> limits = [];
        var ((epochs, bytes), (_, fewerBytes)) = Report.Measure($"{rowCount:N0} sparse rows", () => (
            SparseText.Train(rowCount, 3, () => limits.Add(Math.Min(
                BareMatrixProducts.SharedBatchSeconds(SparseText.Workload, rowCount, passesOverZeros: true),
                BareMatrixProducts.SharedProductSeconds(SparseText.Workload, rowCount, passesOverZeros: true)))),
            SparseText.Train(rowCount / 10, 1)));
        var what = $"{rowCount:N0} rows of {SparseText.SlotCount:N0} slots, {SparseText.NonZeros} of them not 0, {SparseText.Workload}";
        AddLimit($"{what}: epoch ÷ bare matrix products without the first layer", epochs, [.. limits]);
        Report.Add($"{what}: memory for the rows", $"{(bytes - fewerBytes) / 0.9 / 1e6:0.0} MB",
            $"{bytes / 1e6:N0} MB − {fewerBytes / 1e6:N0} MB with a tenth of them");
    }

    private static void CompareBatchSizes(float[][] rows)
    {
        var some = rows[..15_000];
        foreach (var size in new[] { 32, 128, 512 })
        {
            var (epochs, limits) = Report.Measure(
                $"batches of {size}", () => WithLimits(some, Workload.Reference with { BatchSize = size }, 3));
            AddLimit($"batches of {size}, 15,000 rows: epoch ÷ bare matrix products", epochs, limits);
        }
    }

    private static void MeasureMemory()
    {
        MeasureMemory(Workload.Reference, Epochs, generationZeroMegabytes: null);
        MeasureMemory(Workload.Reference, Epochs, generationZeroMegabytes: 16);
        MeasureMemory(new Workload(784, 1000, 500, 64), 20, generationZeroMegabytes: null);
    }

    private static void MeasureMemory(Workload workload, int numberOfEpochs, int? generationZeroMegabytes)
    {
        var (peak, afterEpochs) = Report.Measure(
            $"{workload}: memory", () => MemoryCommand.Run(workload, numberOfEpochs, generationZeroMegabytes));
        Report.Add(
            $"{workload}, {numberOfEpochs} epochs" +
            $"{(generationZeroMegabytes is { } megabytes ? $", DOTNET_GCgen0size {megabytes} MB" : string.Empty)}: peak resident " +
                    $"memory − data",
            $"{peak:N0} MB",
            $"{afterEpochs[1]:N0} MB after epoch 2, {afterEpochs[^1]:N0} MB after epoch {numberOfEpochs}");
    }

    private static double MedianRatio(double[] epochs, double[] limits) => Median(epochs.Zip(limits, (epoch, limit) => epoch / limit));

    private static string Ratio(double value) => $"{value:0.00}";

    private static string Seconds(double value) => $"{value:0.00} s";
}
