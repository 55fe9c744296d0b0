using System.CommandLine;
using System.Diagnostics;
using Benchmarks.Defaults;
using Mnist;
using Spectre.Console;

namespace Benchmarks.FewLabels;

/// <summary>What a code is worth to a linear classifier or regression where few rows have a label, beside principal components and the
/// values themselves.</summary>
internal static class FewLabelsCommand
{
    internal static Command Create()
    {
        var labels = new Option<int[]>("--labels")
        {
            Description = "How many rows have a label.",
            DefaultValueFactory = _ => [100, 1_000, 60_000],
            AllowMultipleArgumentsPerToken = true,
        };
        var draws = new Option<int>("--draws")
        {
            Description = "How many times the rows that have one are drawn, and the codes trained.",
            DefaultValueFactory = _ => 5,
        };
        var data = new Option<string>("--data")
        {
            Description = "mnist, digits (8 x 8), clothes, tables (of --tables), or regression, which is a table made here.",
            DefaultValueFactory = _ => "mnist",
        };
        var tables = new Option<DirectoryInfo?>("--tables")
        {
            Description = "A folder with tables NAME.train.csv and NAME.test.csv: the class from 1, then the values, no header.",
        };
        var validate = new Option<bool>("--validate")
        {
            Description = "Leaves the test rows alone: measures on 10,000 training images, or on three tenths of other rows. " +
                "Settings are chosen by this.",
        };
        var set = new Option<string[]>("--option")
        {
            Description = "Options to try, as NAME=VALUE: LabelWeight, PseudoLabelWeight, NumberOfEpochs, Dropout (of the input), Hidden " +
                "(of the first layer).",
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = true,
        };
        var withoutPeers = new Option<bool>("--without-peers") { Description = "Measures codes that know labels only." };
        var command = new Command("few-labels", "Accuracy, or R², of linear models on codes that know few labels. With MNIST about two " +
            "minutes for each draw and number of labels on two processors.")
        {
            labels, draws, data, tables, validate, set, withoutPeers,
        };
        command.SetAction(parsed =>
        {
            var count = parsed.GetValue(draws);
            var trial = new TrialOptions(parsed.GetValue(set)!);
            if (parsed.GetValue(data) == "regression")
            {
                RegressionTrial.Run(count, trial);
                return;
            }

            foreach (var table in Load(parsed.GetValue(data)!, parsed.GetValue(tables), parsed.GetValue(validate)))
            {
                Run(table, parsed.GetValue(labels)!, count, trial, !parsed.GetValue(withoutPeers));
            }
        });
        return command;
    }

    private static IEnumerable<LabelledData> Load(string name, DirectoryInfo? tables, bool validate)
    {
        var mnist = new Lazy<MnistDataset>(() => MnistDataset.Load(report: Console.WriteLine));
        return name switch
        {
            "mnist" => [validate ? HoldOut(DigitData.Full(mnist.Value, 60_000), 10_000) : DigitData.Full(mnist.Value, 60_000)],
            "digits" => [ForValidation(DigitData.Small(mnist.Value))],
            "clothes" => [ForValidation(ClothesData.Make())],
            "tables" => TableData.Load(tables ?? throw new InvalidOperationException("Name the folder with --tables."))
                .Where(table => !table.Name.Contains("min-max", StringComparison.Ordinal))
                .Select(ForValidation),
            _ => throw new InvalidOperationException($"There are no data '{name}'."),
        };

        LabelledData ForValidation(LabelledData table) => validate ? table.ForValidation(seed: 1) : table;
    }

    private static LabelledData HoldOut(LabelledData table, int count) => table with
    {
        Training = [.. table.Training.Take(table.Training.Count - count)],
        Measured = [.. table.Training.TakeLast(count)],
    };

    private static void Run(LabelledData data, int[] labels, int draws, TrialOptions options, bool hasPeers)
    {
        var result = new Table().RoundedBorder().AddColumn("data").AddColumn(new TableColumn("labels").RightAligned());
        foreach (var column in (string[])["raw", "PCA", "code", "code that knows labels", "lowest", "highest", "seconds"])
        {
            result.AddColumn(new TableColumn(column).RightAligned());
        }

        var trial = new ClassificationTrial(data, options);
        foreach (var count in labels.Select(count => Math.Min(count, data.Training.Count)).Distinct())
        {
            var clock = Stopwatch.StartNew();
            var figures = Enumerable.Range(1, draws).Select(draw =>
            {
                var figure = trial.Measure(count, draw, hasPeers);
                Console.WriteLine($"{DateTime.Now:HH:mm:ss} {data.Name}, {count:#,0} labels, draw {draw}: {figure}");
                return figure;
            }).ToArray();
            string[] row =
            [
                data.Name,
                $"{count:#,0}",
                hasPeers ? $"{figures.Average(figure => figure.Raw):0.0000}" : string.Empty,
                hasPeers ? $"{figures.Average(figure => figure.Components):0.0000}" : string.Empty,
                hasPeers ? $"{figures.Average(figure => figure.Code):0.0000}" : string.Empty,
                $"{figures.Average(figure => figure.LabelledCode):0.0000}",
                $"{figures.Min(figure => figure.LabelledCode):0.0000}",
                $"{figures.Max(figure => figure.LabelledCode):0.0000}",
                $"{clock.Elapsed.TotalSeconds:0}",
            ];
            result.AddRow(row);
        }

        AnsiConsole.WriteLine(Machine.Describe());
        AnsiConsole.Write(result);
    }
}
