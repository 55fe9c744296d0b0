using System.CommandLine;
using ManyMachines;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Mnist;
using Samples;
using Samples.CommandLine;
using Samples.Display;

const string groupModel = "group.zip";
const string oneModel = "one.zip";
var options = new SampleOptions("many-machines", epochs: 3);
var mpiOption = new Option<bool>("--mpi")
{
    Description = "Train in the processes that mpirun or srun has started, and write the model. Without it the sample starts them.",
};
var processesOption = NumberOption.Create("--processes", "How many processes to start.", defaultValue: 2, minimum: 1, maximum: 64);

return await SampleCommand.RunAsync(
    args,
    "Trains on MNIST in several processes over MPI, and in one process: the models have the same bits.",
    [options.Data, options.Output, options.Epochs, options.Seed, mpiOption, processesOption],
    (parsed, console, cancellationToken) => parsed.GetValue(mpiOption)
        ? Train(parsed, console, MpiTrainingGroup.World, groupModel, cancellationToken)
        : Compare(parsed, console, cancellationToken));

bool Train(ParseResult parsed, JobConsole console, TrainingGroup group, string file, CancellationToken cancellationToken)
{
    var output = OutputFolder.Create(parsed.GetRequiredValue(options.Output)!);
    var mnist = MnistDataset.Load(parsed.GetValue(options.Data), _ => { }, cancellationToken);
    var mlContext = new MLContext(parsed.GetValue(options.Seed));
    var all = mlContext.Data.LoadFromEnumerable(mnist.Train);
    var epochs = parsed.GetValue(options.Epochs);
    var model = mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
    {
        InputColumnName = nameof(MnistImage.Features),
        OutputColumnName = "Code",
        NumberOfEpochs = epochs,
        Seed = parsed.GetValue(options.Seed),
        // All that a group needs.
        TrainingGroup = group,
        ProgressCallback = metrics => console.WriteLine(FormattableString.Invariant(
            $"  {group}: epoch {metrics.Epoch}/{epochs}, loss {metrics.Loss:0.00000}, {metrics.Elapsed.TotalSeconds:0.0} s")),
        CancellationToken = cancellationToken,
    }).Fit(group.TakePart(all));
    if (group.Rank == 0)
    {
        mlContext.Model.Save(model, all.Schema, output.PathOf(file));
    }

    return true;
}

bool Compare(ParseResult parsed, JobConsole console, CancellationToken cancellationToken)
{
    var launcher = Launcher.Find();
    var processes = parsed.GetValue(processesOption);
    var output = OutputFolder.Create(parsed.GetRequiredValue(options.Output)!);
    // Before there are several processes that would all fetch it.
    MnistDataset.Load(parsed.GetValue(options.Data), console.WriteDetail, cancellationToken);

    console.WriteLine($"{processes} processes with a thread each, started by {launcher.Program}:");
    launcher.Run(
        processes,
        [
            "--mpi", "--output", output.Path, "--epochs", $"{parsed.GetValue(options.Epochs)}",
            "--seed", $"{parsed.GetValue(options.Seed)}",
            .. parsed.GetValue(options.Data) is { } data ? ["--data", data] : Array.Empty<string>(),
        ],
        console.WriteLine);
    console.WriteLine($"One process with {processes} threads:");
    Train(parsed, console, TrainingGroup.InOneProcess(processes), oneModel, cancellationToken);

    var differences = Weights(output.PathOf(groupModel)).Zip(Weights(output.PathOf(oneModel))).Count(pair => pair.First != pair.Second);
    console.WriteLine(differences == 0 ? "The models have the same bits." : $"{differences:N0} weights differ.");
    console.WriteLine($"Written to {output.Path}: {groupModel}, {oneModel}");
    return differences == 0;
}

static IEnumerable<int> Weights(string path) => ((AutoEncoderTransformer)new MLContext().Model.Load(path, out _)).Layers
    .SelectMany(layer => layer.Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal))
    .SelectMany(parameter => parameter.Value.Values.ToArray())
    .Select(BitConverter.SingleToInt32Bits);
