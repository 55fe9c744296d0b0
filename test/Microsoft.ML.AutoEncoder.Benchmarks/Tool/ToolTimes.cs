using System.Diagnostics;
using Benchmarks.Processes;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Benchmarks.Tool;

/// <summary>Times and memory of the tool in a process of its own, start included.</summary>
internal static class ToolTimes
{
    private const int Turns = 3;
    private const double Megabyte = 1e6;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromHours(1);

    internal static void Measure(Report report, ToolFiles files)
    {
        List<double> reading = [];
        List<double> scoring = [];
        long memory = 0;
        for (var turn = 0; turn < Turns; turn++)
        {
            reading.Add(Read(files.Table));
            (var seconds, memory) = Score(files, files.Table);
            scoring.Add(seconds);
        }

        report.AddRatio("Scoring a file ÷ TextLoader reading it", scoring.Min(), reading.Min(), "s");
        var (_, smallMemory) = Score(files, files.SmallTable);
        report.AddRatio("Most memory ÷ that for a tenth of the rows", memory / Megabyte, smallMemory / Megabyte, "MB");
        Score(files, files.Table);
    }

    private static double Read(string path)
    {
        var watch = Stopwatch.StartNew();
        var view = ToolFiles.Load(new MLContext(), path);
        using var cursor = view.GetRowCursor(view.Schema);
        var getFeatures = cursor.GetGetter<VBuffer<float>>(view.Schema[ToolFiles.Features]);
        VBuffer<float> features = default;
        while (cursor.MoveNext())
        {
            getFeatures(ref features);
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static (double Seconds, long Memory) Score(ToolFiles files, string table)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "Microsoft.ML.AutoEncoder.Cli.dll");
        string[] command = [tool, "score", files.Model, "--input", table, "--output", files.Codes];
        var watch = Stopwatch.StartNew();
        using var process = ChildProcess.Start(new ProcessStartInfo("dotnet", command), TimeLimit);
        var end = process.WaitForEndAsync();
        long memory = 0;
        while (!end.Wait(TimeSpan.FromMilliseconds(20)))
        {
            memory = Math.Max(memory, ResidentBytes(process));
        }

        end.Result.EnsureSuccess();
        return (watch.Elapsed.TotalSeconds, memory);
    }

    // The process may end while it is asked.
    private static long ResidentBytes(ChildProcess process)
    {
        try
        {
            return process.ResidentBytes;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }
}
