using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Benchmarks.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Benchmarks.Scoring.Processes;

/// <summary>In a process of its own: drains ten million codes, and prints the resident megabytes after each million.</summary>
internal static class EndlessCommand
{
    internal const string Name = "scoring-endless";

    private const int Million = 1_000_000;

    internal static Command Create()
    {
        var model = new Argument<string>("model");
        var command = new Command(Name, "Drains ten million codes and prints resident memory; for other commands.") { model };
        command.Hidden = true;
        command.SetAction(parsed => Run(parsed.GetRequiredValue(model)));
        return command;
    }

    private static void Run(string path)
    {
        var mlContext = new MLContext();
        var random = new Random(1);
        float[][] rows = [.. Enumerable.Range(0,
            1_000).Select(_ => Enumerable.Range(0, 784).Select(_ => random.Next(5) == 0 ? random.NextSingle() : 0f).ToArray())];
        var view = mlContext.Model.Load(path, out _).Transform(Fits.ToDataView(mlContext, new Repeated(rows, 10 * Million)));
        var column = view.Schema["Code"];
        using var cursor = view.GetRowCursor([column]);
        var get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> code = default;
        for (var count = 1; cursor.MoveNext(); count++)
        {
            get(ref code);
            if (count % Million == 0)
            {
                Console.WriteLine((Process.GetCurrentProcess().WorkingSet64 / 1e6).ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
