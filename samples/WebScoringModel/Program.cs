using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;

// Trains a small model for samples/WebScoring, which encodes rows and tells which ones are odd: eight measurements that two hidden causes explain.
var path = args is [var name] ? name : "model.zip";
var random = new Random(1);
var rows = Enumerable.Range(0, 5_000).Select(_ => Measurement.Make(random.NextSingle(), random.NextSingle())).ToArray();

var mlContext = new MLContext(seed: 1);
var data = mlContext.Data.LoadFromEnumerable(rows);
var pipeline = mlContext.Transforms.NormalizeMinMax("Features", fixZero: false)
    .Append(mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
    {
        InputColumnName = "Features",
        OutputColumnName = "Encoded",
        HiddenLayerSizes = [32, 16],
        CodeSize = 2,
        NumberOfEpochs = 30,
        Seed = 1,
        ProgressCallback = epoch => Console.WriteLine($"encoder, epoch {epoch.Epoch,2}: loss {epoch.ReconstructionLoss:0.000000}"),
    }))
    .Append(mlContext.AnomalyDetection.Trainers.AutoEncoder(new AutoEncoderAnomalyTrainer.Options
    {
        Contamination = 0.01f,
        AutoEncoder = new AutoEncoderEstimator.Options
        {
            HiddenLayerSizes = [32, 16],
            CodeSize = 2,
            NumberOfEpochs = 30,
            Seed = 1,
            ProgressCallback = epoch => Console.WriteLine($"detector, epoch {epoch.Epoch,2}: loss {epoch.ReconstructionLoss:0.000000}"),
        },
    }));
mlContext.Model.Save(pipeline.Fit(data), data.Schema, path);
Console.WriteLine($"Written to {Path.GetFullPath(path)}. Serve it: dotnet run --project samples/WebScoring -- --model {path}");

internal sealed class Measurement
{
    [VectorType(8)]
    public float[] Features { get; set; } = [];

    internal static Measurement Make(float first, float second) =>
        new() { Features = [.. Enumerable.Range(0, 8).Select(slot => MathF.Sin(slot + (6 * first)) + MathF.Cos((2 * slot) + (6 * second)))] };
}
