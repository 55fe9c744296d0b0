using System.Globalization;
using Benchmarks.Processes;
using Benchmarks.Scoring.Processes;
using Microsoft.ML;
using static Benchmarks.Statistics;

namespace Benchmarks.Scoring;

/// <summary>What scoring costs besides time per row: the start of a process, memory, and size on disk.</summary>
internal static class Footprint
{
    private const int Starts = 5;

    internal static void Measure(Report report, ScoringFiles files, float[][] rows)
    {
        CompareStarts(report, files);
        MeasureAllocation(report, files, rows);

        var megabytes = Array.ConvertAll(ThisProgram.Run(EndlessCommand.Name, files.ModelPath), Parse);
        report.Add(
            "draining 10 million rows: resident memory at the end − after the first million",
            $"{megabytes[^1] - megabytes[0]:0.0} MB",
            $"{megabytes[^1]:0.0} MB − {megabytes[0]:0.0} MB");

        var weights = files.Model.Network.Shape.ParameterCount * sizeof(float);
        var file = new FileInfo(files.ModelPath).Length;
        report.AddRatio("model file ÷ its weights", file / 1e6, weights / 1e6, "MB");

        var (bytes, foreign) = PublishedApplication.Measure();
        report.Add(
            "published application that only scores (portable, framework-dependent)", $"{bytes / 1e6:0.0} MB",
            $"native files of libtorch: {foreign}");
    }

    private static void CompareStarts(Report report, ScoringFiles files)
    {
        string[] models = [files.ModelPath, files.OnnxModelPath, files.PrincipalComponentsPath];
        var starts = Enumerable.Range(0, Starts).Select(_ => models.Select(Start).ToArray()).ToArray();
        var (ours, onnx, components) = (0, 1, 2);
        Add("fresh process, load and first prediction: the library ÷ OnnxTransformer", ours, onnx, start => start.Milliseconds, "ms");
        Add("the same: ML.NET's PCA-64 ÷ OnnxTransformer", components, onnx, start => start.Milliseconds, "ms");
        Add("resident memory of a process that only scores: the library ÷ OnnxTransformer", ours, onnx, start => start.Megabytes, "MB");
        Add("the same: ML.NET's PCA-64 ÷ OnnxTransformer", components, onnx, start => start.Megabytes, "MB");

        void Add(string what, int model, int other, Func<(double Milliseconds, double Megabytes), double> figure, string unit) =>
            report.AddRatio(
                what, Median(starts.Select(start => figure(start[model]))), Median(starts.Select(start => figure(start[other]))), unit);
    }

    private static (double Milliseconds, double Megabytes) Start(string modelPath)
    {
        var figures = Array.ConvertAll(ThisProgram.Run(StartCommand.Name, modelPath), Parse);
        return (figures[0], figures[1]);
    }

    private static void MeasureAllocation(Report report, ScoringFiles files, float[][] rows)
    {
        var mlContext = new MLContext(1);
        var view = files.Model.Transform(Training.Fits.ToDataView(mlContext, rows));
        using var engine = mlContext.Model.CreatePredictionEngine<InputRow, CodeRow>(
            files.Model, new PredictionEngineOptions { OwnsTransformer = false });
        var code = new float[files.Model.CodeSize];
        var input = new InputRow();
        var output = new CodeRow();
        Add("Encode", () => Array.ForEach(rows, row => files.Model.Encode(row, code)));
        Add("PredictionEngine", () => Array.ForEach(rows, row =>
        {
            input.Features = row;
            engine.Predict(input, ref output);
        }));
        Add("draining, threads and buffers of ML.NET included", () => Drain.Run(view, "Code"));

        void Add(string what, Action action)
        {
            action();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            action();
            report.Add(
                $"allocated per row: {what}", $"{(double)(GC.GetTotalAllocatedBytes(precise: true) - before) / rows.Length:0.00} bytes",
                $"second pass over {rows.Length:N0} rows");
        }
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
