using Microsoft.ML;
using Microsoft.ML.AutoEncoder;

namespace WebScoringModel;

/// <summary>Trains an encoder and a detector on the same rows.</summary>
internal static class Training
{
    /// <param name="path">Where the model goes.</param>
    internal static void Run(string path)
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 5_000).Select(_ => Measurement.Make(random.NextSingle(), random.NextSingle())).ToArray();

        var mlContext = new MLContext(seed: 1);
        var data = mlContext.Data.LoadFromEnumerable(rows);
        var encoder = CreateOptions("encoder");
        encoder.InputColumnName = "Features";
        encoder.OutputColumnName = "Encoded";
        var pipeline = mlContext.Transforms.NormalizeMinMax("Features", fixZero: false)
            .Append(mlContext.Transforms.AutoEncoder(encoder))
            .Append(mlContext.AnomalyDetection.Trainers.AutoEncoder(new AutoEncoderAnomalyTrainer.Options
            {
                Contamination = 0.01f,
                AutoEncoder = CreateOptions("detector"),
            }));
        mlContext.Model.Save(pipeline.Fit(data), data.Schema, path);
        Console.WriteLine($"Written to {Path.GetFullPath(path)}. Serve it: dotnet run --project samples/WebScoring -- --model {path}");
    }

    private static AutoEncoderEstimator.Options CreateOptions(string name) => new()
    {
        HiddenLayerSizes = [32, 16],
        CodeSize = 2,
        NumberOfEpochs = 30,
        Seed = 1,
        ProgressCallback = epoch => Console.WriteLine($"{name}, epoch {epoch.Epoch,2}: loss {epoch.ReconstructionLoss:0.000000}"),
    };
}
