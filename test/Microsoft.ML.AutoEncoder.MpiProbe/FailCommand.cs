using System.Globalization;

namespace Microsoft.ML.AutoEncoder.MpiProbe;

/// <summary>Trains with a fault in the last rank, and prints what comes of it on a line of each rank.</summary>
internal static class FailCommand
{
    internal static void Run(string how, string directory)
    {
        var group = MpiTrainingGroup.World;
        var isLast = group.Rank == group.Size - 1;
        var mlContext = new MLContext(1);
        var options = Cases.Options(group);
        options.NumberOfEpochs = 2_000;
        using var cancellation = new CancellationTokenSource();
        options.CancellationToken = cancellation.Token;
        var rows = Rows.Create(mlContext, 200, spoil: row => how == "nan" && isLast && row == 101 ? float.NaN : 0f);
        switch (how)
        {
            case "cancel" when isLast:
                cancellation.CancelAfter(TimeSpan.FromSeconds(2));
                break;
            case "callback":
                options.ProgressCallback = metrics => { if (metrics.Epoch == 3) { throw new InvalidDataException("the callback threw"); } };
                break;
            case "seed" when isLast:
                options.Seed = 6;
                break;
            case "disk":
                options.CheckpointPath = Path.Combine(directory, "checkpoint");
                break;
            case "leave" when isLast:
                return;
            case "throw" when isLast:
                throw new InvalidDataException("thrown before the fit");
            case "exit" when isLast:
                Environment.Exit(3);
                break;
            case "term":
                options.ProgressCallback = metrics =>
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {metrics.Epoch}"));
                    Thread.Sleep(50);
                };
                break;
            default:
                break;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rank {group.Rank} is process {Environment.ProcessId}"));
        try
        {
            mlContext.Transforms.AutoEncoder(options).Fit(group.TakePart(rows));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rank {group.Rank} has trained"));
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"rank {group.Rank} {exception.GetType().Name}: {exception.Message}"));
            Environment.ExitCode = 5;
        }
    }
}
