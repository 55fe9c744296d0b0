using System.CommandLine;
using System.Diagnostics;
using Microsoft.ML.AutoEncoder;
using Spectre.Console;

namespace Benchmarks.Tables;

/// <summary>Anomaly detection on tables with anomalies among their training rows, as they come: unscaled, nothing set.</summary>
internal static class TablesCommand
{
    private const string TrainingFile = ".train.csv";

    internal static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder")
        {
            Description = "Has NAME.SPLIT.train.csv and NAME.SPLIT.test.csv: lines of numbers, first 1 for an anomaly or 0, then the " +
                "values.",
        };
        var seeds = new Option<int>("--seeds") { Description = "How many seeds, from 1 on.", DefaultValueFactory = _ => 1 };
        var measures = new Option<AnomalyMeasures?>("--measures") { Description = "What the score looks at; otherwise the default." };
        var only = new Option<string>("--only") { Description = "Tables whose names begin so.", DefaultValueFactory = _ => string.Empty };
        var command = new Command("tables", "Anomaly detection on tables: the area under the ROC curve, mean over the splits.")
        {
            folder, seeds, measures, only,
        };
        command.SetAction(parsed => Run(
            parsed.GetValue(folder)!, parsed.GetValue(seeds), parsed.GetValue(measures), parsed.GetValue(only)!));
        return command;
    }

    private static void Run(DirectoryInfo folder, int seedCount, AnomalyMeasures? measures, string only)
    {
        var splits = folder.GetFiles("*" + TrainingFile).Select(file => file.Name[..^TrainingFile.Length])
            .Where(name => name.StartsWith(only, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var areas = new List<(string Table, double AutoEncoder, double RandomizedPca)>();
        foreach (var split in splits)
        {
            var train = AnomalyTable.Read(Path.Combine(folder.FullName, split + TrainingFile));
            var test = AnomalyTable.Read(Path.Combine(folder.FullName, split + ".test.csv"));
            var clock = Stopwatch.StartNew();
            var own = Enumerable.Range(1, seedCount)
                .Select(seed => test.Area(TableDetectors.AutoEncoder(train, test, seed, measures))).ToArray();
            var seconds = clock.Elapsed.TotalSeconds / seedCount;
            areas.Add((split[..split.LastIndexOf('.')], own.Average(), test.Area(TableDetectors.RandomizedPca(train, test))));
            Console.WriteLine(
                $"{split}: {train.Rows.Length} x {train.Width}, autoencoder {string.Join(' ', own.Select(area => $"{area:0.0000}"))}, " +
                $"RandomizedPca {areas[^1].RandomizedPca:0.0000}, {seconds:0.0} s");
        }

        Print([.. areas.GroupBy(area => area.Table).Select(group =>
            (group.Key, group.Average(area => area.AutoEncoder), group.Average(area => area.RandomizedPca)))]);
    }

    private static void Print(IReadOnlyList<(string Name, double AutoEncoder, double RandomizedPca)> tables)
    {
        var table = new Table { Border = TableBorder.Markdown };
        table.AddColumns("table", "autoencoder", "RandomizedPca");
        foreach (var (name, own, peer) in tables)
        {
            table.AddRow(name, $"{own:0.000}", $"{peer:0.000}");
        }

        table.AddRow("mean", $"{tables.Average(row => row.AutoEncoder):0.000}", $"{tables.Average(row => row.RandomizedPca):0.000}");
        AnsiConsole.Write(table);
    }
}
