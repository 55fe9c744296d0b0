using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;

namespace Benchmarks.Scoring.Processes;

/// <summary>In a fresh process: loads a model and predicts. Prints the milliseconds up to the first prediction, and the resident
/// megabytes after some thousand.</summary>
internal static class StartCommand
{
    internal const string Name = "scoring-start";

    internal static Command Create()
    {
        var model = new Argument<string>("model");
        var command = new Command(Name, "Loads a model and predicts; for other commands.") { model };
        command.Hidden = true;
        command.SetAction(parsed => Run(parsed.GetRequiredValue(model)));
        return command;
    }

    private static void Run(string path)
    {
        var input = new InputRow { Features = [.. Enumerable.Range(0, 784).Select(i => i % 5 == 0 ? 0.5f : 0f)] };
        var clock = Stopwatch.StartNew();
        var mlContext = new MLContext();
        using var engine = mlContext.Model.CreatePredictionEngine<InputRow, CodeRow>(mlContext.Model.Load(path, out _));
        var output = engine.Predict(input);
        Print(clock.Elapsed.TotalMilliseconds);

        for (var i = 0; i < 5_000; i++)
        {
            engine.Predict(input, ref output);
        }

        Print(Process.GetCurrentProcess().WorkingSet64 / 1e6);
    }

    private static void Print(double value) => Console.WriteLine(value.ToString(CultureInfo.InvariantCulture));
}
