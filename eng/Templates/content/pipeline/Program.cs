using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;

var modelPath = args.Length > 0 ? args[0] : "model.zip";
var mlContext = new MLContext(seed: 1);

// Your data: mlContext.Data.LoadFromTextFile<Machine>("data.csv", separatorChar: ',', hasHeader: true)
var data = mlContext.Data.LoadFromEnumerable(Machine.Make(2_000));
var split = mlContext.Data.TrainTestSplit(data, testFraction: 0.2);

// Numbers and categories become one vector, and the vector becomes a code of two values.
var pipeline = mlContext.Transforms.NormalizeMeanVariance("Speed")
    .Append(mlContext.Transforms.NormalizeMeanVariance("Load"))
    .Append(mlContext.Transforms.NormalizeMeanVariance("Temperature"))
    .Append(mlContext.Transforms.Categorical.OneHotEncoding("Kind"))
    .Append(mlContext.Transforms.Concatenate("Features", "Speed", "Load", "Temperature", "Kind"))
    .Append(mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
    {
        InputColumnName = "Features",
        OutputColumnName = "Code",
        ReconstructionErrorColumnName = "Error",
        CodeSize = 2,
        Seed = 1,
    }));

var model = pipeline.Fit(split.TrainSet);
mlContext.Model.Save(model, data.Schema, modelPath);

// From here on TorchSharp is not needed: this is what a program does that only scores.
var loaded = mlContext.Model.Load(modelPath, out _);
var scored = loaded.Transform(split.TestSet);
Console.WriteLine($"Mean squared error on rows that training has not seen: {scored.GetColumn<float>("Error").Average():0.0000}");
foreach (var code in scored.GetColumn<float[]>("Code").Take(5))
{
    Console.WriteLine(string.Join("  ", code.Select(value => $"{value,7:0.000}")));
}

internal sealed class Machine
{
    [LoadColumn(0)]
    public float Speed { get; set; }

    [LoadColumn(1)]
    public float Load { get; set; }

    [LoadColumn(2)]
    public float Temperature { get; set; }

    [LoadColumn(3)]
    public string Kind { get; set; } = "";

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
                Kind = speed > 0.5f ? "turbine" : "pump",
            };
        }).ToArray();
    }
}
