using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Samples;
using Samples.CommandLine;
using Samples.Display;
using Tuning;

const string trialsFile = "trials.json";
const float wantedVariance = 0.95f;
var options = new SampleOptions("tuning", epochs: 30);
var rowsOption = SampleOptions.Rows("How many rows of the table to make.", defaultValue: 2_000, minimum: 100, maximum: 1_000_000);
var trialsOption =
    NumberOption.Create("--trials", "How many settings to try.", defaultValue: 12, minimum: 1, maximum: 10_000);

return await SampleCommand.RunAsync(
    args,
    "Finds the smallest code that keeps 95 % of the variance of a table of sensors, and good options for it.",
    [options.Output, options.Epochs, rowsOption, trialsOption, options.Seed],
    Tune);

bool Tune(ParseResult parsed, JobConsole console, CancellationToken cancellationToken)
{
    var output = OutputFolder.Create(parsed.GetRequiredValue(options.Output)!);
    var seed = parsed.GetValue(options.Seed);
    var mlContext = new MLContext(seed);
    var data = mlContext.Data.LoadFromEnumerable(SensorRow.Make(parsed.GetValue(rowsOption), seed));
    var encoder = new AutoEncoderEstimator.Options
    {
        InputColumnName = nameof(SensorRow.Sensors),
        OutputColumnName = "Encoded",
        NumberOfEpochs = parsed.GetValue(options.Epochs),
        BatchSize = 32,
        Seed = seed,
        CancellationToken = cancellationToken,
    };

    var (smallest, _) = console.Run(
        "Looking for the smallest code",
        () => mlContext.Transforms.FindSmallestAutoEncoderCode(data, encoder, wantedVariance));
    console.WriteLine($"{smallest}");

    encoder.CodeSize = smallest.CodeSize;
    int[][] hiddenLayers = [[32], [64], [64, 32]];
    var space = new AutoEncoderSearchSpace()
        .LogUniform(nameof(encoder.LearningRate), 3e-4, 3e-2)
        .Choice(nameof(encoder.Activation), Activation.LeakyReLU(), Activation.GELU, Activation.Tanh)
        .Choice(nameof(encoder.HiddenLayerSizes), hiddenLayers);
    var (result, _) = console.Run("Trying settings", () => mlContext.Transforms.TuneAutoEncoder(data, encoder, space, new TuningOptions
    {
        Metric = TuningMetric.ExplainedVariance,
        NumberOfTrials = parsed.GetValue(trialsOption),
        Seed = seed,
        // Started again, the sample goes on where it was interrupted.
        TrialsPath = output.PathOf(trialsFile),
    }));
    console.WriteLine($"{result}");
    console.WriteLine($"Written to {output.Path}: {trialsFile}");
    return true;
}
