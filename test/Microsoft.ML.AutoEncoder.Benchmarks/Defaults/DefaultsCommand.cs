using System.CommandLine;
using Benchmarks.Quality.Baselines;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Mnist;
using Spectre.Console;

namespace Benchmarks.Defaults;

/// <summary>What a code is worth to a classifier if nothing is set but its size, beside principal components of the same size and the
/// values themselves.</summary>
internal static class DefaultsCommand
{
    internal static Command Create()
    {
        var tables = new Option<DirectoryInfo?>("--tables")
        {
            Description = "A folder with tables NAME.train.csv and NAME.test.csv: the class from 1, then the values, no header.",
        };
        var seeds = new Option<int>("--seeds") { Description = "How many times each is trained.", DefaultValueFactory = _ => 5 };
        var validate = new Option<bool>("--validate")
        {
            Description = "Splits the training rows by the seed, and leaves the test rows alone. Settings are chosen by this.",
        };
        var only = new Option<string?>("--only") { Description = "Only data whose name has this in it." };
        var goal = new Option<AutoEncoderGoal?>("--goal") { Description = "Sets the goal, too." };
        var command = new Command(
            "defaults", "Accuracy of a linear classifier on codes by defaults, on principal components, and on raw values.")
        {
            tables, seeds, validate, only, goal,
        };
        command.SetAction(parsed => Run(
            Load(parsed.GetValue(tables), parsed.GetValue(only)),
            parsed.GetValue(seeds),
            parsed.GetValue(validate),
            parsed.GetValue(goal)));
        return command;
    }

    private static IEnumerable<LabelledData> Load(DirectoryInfo? tables, string? only)
    {
        var mnist = new Lazy<MnistDataset>(() => MnistDataset.Load(report: Console.WriteLine));
        (string Name, Func<IEnumerable<LabelledData>> Load)[] all =
        [
            ("digits of 8 x 8", () => [DigitData.Small(mnist.Value)]),
            ("MNIST 5000", () => [DigitData.Full(mnist.Value, 5_000)]),
            ("clothes", () => [ClothesData.Make()]),
            ("texts 4", () => [TextData.Clear()]),
            ("texts 10", () => [TextData.Overlapping()]),
            ("words 10", () => [TextData.Counted()]),
            ("categories", () => [CategoryData.Make()]),
            ("tables", () => tables is null ? [] : TableData.Load(tables)),
            ("MNIST 60000", () => [DigitData.Full(mnist.Value, 60_000)]),
        ];
        return all
            .Where(data => only is null || data.Name.Contains(only, StringComparison.OrdinalIgnoreCase))
            .SelectMany(data => data.Load());
    }

    private static void Run(IEnumerable<LabelledData> data, int seedCount, bool validate, AutoEncoderGoal? goal)
    {
        var table = new Table().RoundedBorder().AddColumn("data").AddColumn("values").AddColumn("code size");
        foreach (var column in (string[])["code", "spread", "PCA", "raw", "explains", "PCA explains"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var set in data)
        {
            var results = Enumerable.Range(1, seedCount)
                .Select(seed => Measure(validate ? set.ForValidation(seed) : set, seed, goal))
                .ToArray();
            double[] codes = [.. results.Select(result => result.Code)];
            string[] row =
            [
                set.Name,
                $"{set.Training[0].Features.Length}",
                $"{set.CodeSize}",
                $"{codes.Average():0.0000}",
                $"{codes.Max() - codes.Min():0.0000}",
                $"{results.Average(result => result.Components):0.0000}",
                $"{results.Average(result => result.Raw):0.0000}",
                $"{results.Average(result => result.CodeExplains):0.000}",
                $"{results.Average(result => result.ComponentsExplain):0.000}",
            ];
            Console.WriteLine(string.Join("  ", row));
            table.AddRow(row);
        }

        AnsiConsole.WriteLine(Machine.Describe());
        AnsiConsole.Write(table);
    }

    private static Result Measure(LabelledData data, int seed, AutoEncoderGoal? goal)
    {
        var mlContext = new MLContext(seed);
        var training = LabelledRow.View(mlContext, data.Training, data.ClassCount);
        using var model = mlContext.Transforms
            .AutoEncoder(new AutoEncoderEstimator.Options
            {
                OutputColumnName = "Code",
                InputColumnName = "Features",
                CodeSize = data.CodeSize,
                ReconstructionColumnName = "Reconstruction",
                Seed = seed,
                Goal = goal,
            })
            .Fit(training);
        float[][] rows = [.. data.Training.Select(row => row.Features)];
        float[][] measured = [.. data.Measured.Select(row => row.Features)];
        var coded = model.Transform(LabelledRow.View(mlContext, data.Measured, data.ClassCount));
        // Principal components do not scale; whoever uses them on a table does.
        var isTable = rows.Any(row => row.Any(value => value is < 0 or > 1));
        var (scaledRows, scaledMeasured) = isTable ? (MinMax.Scale(rows, rows), MinMax.Scale(measured, rows)) : (rows, measured);
        var components = new PrincipalComponents(scaledRows, data.CodeSize);
        return new Result(
            Accuracy(data, [.. model.Transform(training).GetColumn<float[]>("Code")], [.. coded.GetColumn<float[]>("Code")]),
            Accuracy(data, components.Project(scaledRows), components.Project(scaledMeasured)),
            Accuracy(data, rows, measured),
            Explained(rows, measured, [.. coded.GetColumn<float[]>("Reconstruction")]),
            Explained(scaledRows, scaledMeasured, components.Reconstruct(scaledMeasured)));
    }

    private static double Accuracy(LabelledData data, float[][] training, float[][] measured)
    {
        var mlContext = new MLContext(1);
        var classifier = mlContext.Transforms.NormalizeMeanVariance("Features", fixZero: false).Append(
            mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
                new LbfgsMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1 }));
        var model = classifier.Fit(View(data.Training, training));
        return mlContext.MulticlassClassification.Evaluate(model.Transform(View(data.Measured, measured))).MicroAccuracy;

        IDataView View(IReadOnlyList<LabelledRow> rows, float[][] features) => LabelledRow.View(
            mlContext,
            [.. rows.Zip(features, (row, values) => new LabelledRow { Features = values, Label = row.Label })],
            data.ClassCount);
    }

    /// <summary>The part of the variance of the measured rows, about the mean of the training rows.</summary>
    private static double Explained(float[][] training, float[][] measured, float[][] reconstructions)
    {
        var mean = new double[training[0].Length];
        foreach (var row in training)
        {
            for (var slot = 0; slot < mean.Length; slot++)
            {
                mean[slot] += (double)row[slot] / training.Length;
            }
        }

        var (error, variance) = (0.0, 0.0);
        foreach (var (row, reconstruction) in measured.Zip(reconstructions))
        {
            for (var slot = 0; slot < mean.Length; slot++)
            {
                error += Math.Pow(row[slot] - reconstruction[slot], 2);
                variance += Math.Pow(row[slot] - mean[slot], 2);
            }
        }

        return 1 - (error / variance);
    }

    private sealed record Result(double Code, double Components, double Raw, double CodeExplains, double ComponentsExplain);
}
