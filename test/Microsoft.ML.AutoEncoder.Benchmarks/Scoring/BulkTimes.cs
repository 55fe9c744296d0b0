using Benchmarks.Scoring.Peers;
using Benchmarks.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Benchmarks.Scoring;

/// <summary>All 60,000 rows.</summary>
internal static class BulkTimes
{
    internal static void Measure(Report report, ScoringFiles files, float[][] rows)
    {
        CompareDrains(report, files, rows);
        CompareThreads(report, files, rows);
        CompareBatches(report, files, rows);
    }

    /// <summary>Ten thousand rows in one call.</summary>
    internal static void CompareBatches(Report report, ScoringFiles files, float[][] rows)
    {
        const int batchSize = 512;
        const int rowCount = 20 * batchSize;
        var random = new Random(1);
        float[] images = [.. rows.Take(rowCount).SelectMany(row => row)];
        float[] dense = [.. images.Select(_ => random.NextSingle() + 0.01f)];
        var codes = new float[rowCount * files.Model.CodeSize];
        using var onnx = new OnnxRuntimeEncoder(files.OnnxPath, files.Model.InputSize, files.Model.CodeSize, batchSize, 1);
        foreach (var (name, values) in new[] { ("MNIST rows", images), ("rows without zeros", dense) })
        {
            var batches = values.Chunk(batchSize * files.Model.InputSize).ToArray();
            var seconds = Timing.Seconds(
                () => files.Model.Encode(values, rowCount, codes),
                () => Array.ForEach(batches, batch => onnx.Encode(batch)),
                () =>
                {
                    for (var row = 0; row < rowCount; row++)
                    {
                        files.Model.Encode(
                            values.AsSpan(row * files.Model.InputSize, files.Model.InputSize),
                            codes.AsSpan(row * files.Model.CodeSize, files.Model.CodeSize));
                    }
                });
            report.AddRatio($"10,240 {name}, 1 thread: Encode of all ÷ ONNX Runtime in batches of 512", seconds[0], seconds[1], "s");
            report.AddRatio($"10,240 {name}, 1 thread: Encode of all ÷ Encode row by row", seconds[0], seconds[2], "s");
        }
    }

    private static void CompareDrains(Report report, ScoringFiles files, float[][] rows)
    {
        var mlContext = new MLContext(1);
        var data = Fits.ToDataView(mlContext, rows);
        var (ours, onnx, pca) =
            (files.Model.Transform(data), files.OnnxTransformer.Transform(data), files.PrincipalComponents.Transform(data));
        var seconds = Timing.Seconds(
            () => Drain.Run(ours, "Code"),
            () => Drain.Run(onnx, "Code"),
            () => Drain.Run(pca, "Code"),
            () => Drain.RunOnOneThread(ours, "Code"),
            () => _ = ours.GetColumn<float[]>("Code").Count(),
            () => Drain.Run(data, "Features"));
        report.AddRatio("draining 60,000 codes: the library ÷ OnnxTransformer", seconds[0], seconds[1], "s");
        report.AddRatio("draining 60,000 codes: the library ÷ ML.NET's PCA-64", seconds[0], seconds[2], "s");
        report.AddRatio("the same from one thread ÷ OnnxTransformer", seconds[3], seconds[1], "s");
        report.AddRatio("the same by GetColumn ÷ OnnxTransformer", seconds[4], seconds[1], "s");
        report.AddRatio("reading the input alone ÷ OnnxTransformer", seconds[5], seconds[1], "s");
    }

    private static void CompareThreads(Report report, ScoringFiles files, float[][] rows)
    {
        const int batchSize = 500;
        var batches = rows.Chunk(batchSize).Select(batch => batch.SelectMany(row => row).ToArray()).ToArray();
        var codes = new float[batchSize * files.Model.CodeSize];
        using var torch = new TorchEncoder(files.Model.Network);
        var torchThreads = TorchSharp.torch.get_num_threads();
        foreach (var threadCount in new[] { 1, 2, 8 })
        {
            using var onnx = new OnnxRuntimeEncoder(files.OnnxPath, files.Model.InputSize, files.Model.CodeSize, batchSize, threadCount);
            TorchSharp.torch.set_num_threads(threadCount);
            var seconds = Timing.Seconds(
                () => EncodeOnThreads(files, rows, threadCount),
                () => Array.ForEach(batches, batch => onnx.Encode(batch)),
                () => Array.ForEach(batches, batch => torch.Encode(batch, codes)));
            var threads = threadCount == 1 ? "1 thread" : $"{threadCount} threads";
            report.AddRatio(
                $"60,000 rows, {threads}: Encode row by row ÷ ONNX Runtime in batches of {batchSize}", seconds[0], seconds[1], "s");
            report.AddRatio(
                $"60,000 rows, {threads}: Encode row by row ÷ TorchSharp in batches of {batchSize}", seconds[0], seconds[2], "s");
        }

        TorchSharp.torch.set_num_threads(torchThreads);
    }

    private static void EncodeOnThreads(ScoringFiles files, float[][] rows, int threadCount)
    {
        var threads = Enumerable.Range(0, threadCount).Select(thread => new Thread(() =>
        {
            var code = new float[files.Model.CodeSize];
            for (var row = thread; row < rows.Length; row += threadCount)
            {
                files.Model.Encode(rows[row], code);
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }
}
