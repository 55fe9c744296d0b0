using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;

namespace Benchmarks.Machines;

/// <summary>Times the steps of the reference network in a process, alone or together with others, and prints the median of the epochs but
/// the first.</summary>
internal static class StepCommand
{
    internal const string Name = "machines-step";
    internal const string Alone = "alone";
    internal const string Mpi = "mpi";

    /// <summary>As on machines that share no memory.</summary>
    internal const string MpiApart = "mpi-apart";

    private const int Epochs = 6;
    private const int Size = 784;

    internal static Command Create()
    {
        var group = new Argument<string>("group");
        var threads = new Argument<int>("threads");
        var rows = new Argument<int>("rows");
        var steps = new Argument<int>("steps");
        var command = new Command(Name, "Times the steps of one process; for other commands.") { group, threads, rows, steps };
        command.Hidden = true;
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(group), parsed.GetValue(threads), parsed.GetValue(rows), parsed.GetValue(steps)));
        return command;
    }

    private static void Run(string groupName, int threads, int rows, int steps)
    {
        AppContext.SetSwitch("Microsoft.ML.AutoEncoder.Mpi.NoSharedMemory", groupName == MpiApart);
        TrainingGroup? group = groupName == Alone ? null : MpiTrainingGroup.World;
        var mlContext = new MLContext(1);
        var random = new Random(group?.Rank ?? 0);
        var data = Enumerable.Range(0, rows * steps)
            .Select(_ => new Row { Features = [.. Enumerable.Range(0, Size).Select(_ => random.NextSingle())] })
            .ToArray();
        var model = mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            InputColumnName = nameof(Row.Features),
            OutputColumnName = "Encoded",
            HiddenLayerSizes = [256, 128],
            CodeSize = 64,
            NumberOfEpochs = Epochs,
            BatchSize = rows,
            NumberOfThreads = threads,
            LearningRate = 1e-3f,
            Regularizers = [],
            Seed = 1,
            TrainingGroup = group,
        }).Fit(mlContext.Data.LoadFromEnumerable(data));
        if (group is null || group.Rank == 0)
        {
            var all = rows * (group?.Size ?? 1);
            double[] times = [.. model.TrainingHistory.Skip(1).Select(epoch => 1e3 * all / epoch.RowsPerSecond).Order()];
            Console.WriteLine(times[times.Length / 2].ToString(CultureInfo.InvariantCulture));
        }
    }

    private sealed class Row
    {
        [Microsoft.ML.Data.VectorType(Size)]
        public float[] Features = [];
    }
}
