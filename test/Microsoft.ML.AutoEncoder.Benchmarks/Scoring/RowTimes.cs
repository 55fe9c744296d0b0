using Benchmarks.Scoring.Peers;
using Microsoft.ML;

namespace Benchmarks.Scoring;

/// <summary>One row at a time.</summary>
internal static class RowTimes
{
    private const int RowCount = 5_000;

    internal static void Measure(Report report, ScoringFiles files, float[][] allRows)
    {
        var rows = allRows[..RowCount];
        var random = new Random(1);
        // As bright as the digits on average, but without a single zero.
        var dense = rows.Select(row => row.Select(_ => 0.01f + (0.24f * random.NextSingle())).ToArray()).ToArray();
        var code = new float[files.Model.CodeSize];
        using var onnx = new OnnxRuntimeEncoder(
            files.OnnxRowPath, files.Model.InputSize, files.Model.CodeSize, batchSize: 1, threadCount: 1);
        using var torch = new TorchEncoder(files.Model.Network);

        CompareRows("one MNIST row", rows);
        CompareRows("one row without zeros", dense);
        ComparePredictions(report, files, rows);

        void CompareRows(string what, float[][] values)
        {
            var (ours, runtime, forward) = PerRow(
                () => Each(values, row => files.Model.Encode(row, code)),
                () => Each(values, row => onnx.Encode(row)),
                () => Each(values, row => torch.Encode(row, code)));
            report.AddRatio($"{what}: Encode ÷ ONNX Runtime", ours, runtime, "µs");
            report.AddRatio($"{what}: Encode ÷ TorchSharp", ours, forward, "µs");
        }
    }

    private static void ComparePredictions(Report report, ScoringFiles files, float[][] rows)
    {
        var mlContext = new MLContext(1);
        var keep = new PredictionEngineOptions { OwnsTransformer = false };
        using var ours = mlContext.Model.CreatePredictionEngine<InputRow, CodeRow>(files.Model, keep);
        using var onnx = mlContext.Model.CreatePredictionEngine<InputRow, CodeRow>(files.OnnxTransformer, keep);
        using var pca = mlContext.Model.CreatePredictionEngine<InputRow, CodeRow>(files.PrincipalComponents, keep);
        var input = new InputRow();
        var output = new CodeRow();

        var (oursTime, onnxTime, pcaTime) = PerRow(() => Predict(ours), () => Predict(onnx), () => Predict(pca));
        report.AddRatio("PredictionEngine: the library ÷ OnnxTransformer", oursTime, onnxTime, "µs");
        report.AddRatio("PredictionEngine: the library ÷ ML.NET's PCA-64", oursTime, pcaTime, "µs");

        void Predict(PredictionEngine<InputRow, CodeRow> engine) => Each(rows, row =>
        {
            input.Features = row;
            engine.Predict(input, ref output);
        });
    }

    private static void Each(float[][] rows, Action<float[]> action) => Array.ForEach(rows, action);

    private static (double, double, double) PerRow(Action first, Action second, Action third)
    {
        var microseconds = Array.ConvertAll(Timing.Seconds(first, second, third), seconds => seconds / RowCount * 1e6);
        return (microseconds[0], microseconds[1], microseconds[2]);
    }
}
