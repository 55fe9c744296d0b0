using System.CommandLine;

namespace Benchmarks.Tool;

/// <summary>What the command-line tool needs to score a large CSV file, beside ML.NET's text loader that only reads it.</summary>
internal static class ToolCommand
{
    internal static Command Create()
    {
        var rows = new Option<int>("--rows")
        {
            Description = "The number of rows, of 20 columns each: 170 MB for a million.",
            DefaultValueFactory = _ => 1_000_000,
        };
        var command = new Command("tool", "The command-line tool on a large CSV file, beside ML.NET's text loader. Takes about a minute.")
        {
            rows,
        };
        command.SetAction(parsed => Run(parsed.GetValue(rows)));
        return command;
    }

    private static void Run(int rowCount)
    {
        var report = new Report($"Scoring a CSV file of {rowCount:n0} rows and {ToolFiles.ColumnCount} columns with mlautoencoder");
        using var files = Report.Measure("writing the file and training a model", () => new ToolFiles(rowCount));
        Report.Measure("reading and scoring in turns", () => ToolTimes.Measure(report, files));
        Report.Measure("comparing each value with the library's", () => ToolBits.Measure(report, files));
        report.Print();
    }
}
