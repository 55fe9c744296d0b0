using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;

var modelPath = args.Length > 0 ? args[0] : "model.zip";
string[] columns = ["Speed", "Load", "Temperature"];
var mlContext = new MLContext(seed: 1);

// Your data: mlContext.Data.LoadFromTextFile<Machine>("data.csv", separatorChar: ',', hasHeader: true)
var data = mlContext.Data.LoadFromEnumerable(Machine.Make(2_000));

// The rows to learn from are ordinary, but for a few. The trainer scales the columns by itself.
var pipeline = mlContext.Transforms.Concatenate("Features", columns)
    .Append(mlContext.AnomalyDetection.Trainers.AutoEncoder(new AutoEncoderAnomalyTrainer.Options
    {
        SlotErrorColumnName = "ColumnErrors",
        Contamination = 0.01f,
        AutoEncoder = { NumberOfEpochs = 30, Seed = 1 },
    }));
var model = pipeline.Fit(data);
mlContext.Model.Save(model, data.Schema, modelPath);

// From here on TorchSharp is not needed: this is what a program does that only scores.
var loaded = mlContext.Model.Load(modelPath, out var schema);
using var engine = mlContext.Model.CreatePredictionEngine<Machine, Finding>(loaded, schema);
Machine[] rows =
[
    new() { Speed = 1_250, Load = 5, Temperature = 45.5f },
    // Each value is ordinary, but not so hot at this speed and load.
    new() { Speed = 1_050, Load = 1, Temperature = 58 },
];
foreach (var row in rows)
{
    var finding = engine.Predict(row);
    var oddest = columns[Array.IndexOf(finding.ColumnErrors, finding.ColumnErrors.Max())];
    Console.WriteLine(
        $"{row.Speed:0} {row.Load:0.0} {row.Temperature:0.0}: one row in {finding.Score:0} is so odd" +
        (finding.PredictedLabel ? $". An anomaly, above all its {oddest}." : "."));
}

internal sealed class Machine
{
    [LoadColumn(0)]
    public float Speed { get; set; }

    [LoadColumn(1)]
    public float Load { get; set; }

    [LoadColumn(2)]
    public float Temperature { get; set; }

    // Made-up rows, so that the program runs as it is: the temperature follows from speed and load.
    public static Machine[] Make(int count)
    {
        var random = new Random(1);
        return Enumerable.Range(0, count).Select(_ =>
        {
            var (speed, load) = (random.NextSingle(), random.NextSingle());
            return new Machine
            {
                Speed = 1_000 + (500 * speed),
                Load = 10 * load,
                Temperature = 40 + (20 * speed * load) + random.NextSingle(),
            };
        }).ToArray();
    }
}

internal sealed class Finding
{
    public float Score { get; set; }

    public bool PredictedLabel { get; set; }

    public float[] ColumnErrors { get; set; } = [];
}
