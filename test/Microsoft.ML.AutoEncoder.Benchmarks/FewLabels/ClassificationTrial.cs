using Benchmarks.Defaults;
using Benchmarks.Quality.Baselines;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Benchmarks.FewLabels;

/// <summary>A linear classifier that learns from the rows that have a label, on several kinds of features that all rows make.</summary>
internal sealed class ClassificationTrial
{
    private readonly LabelledData _data;
    private readonly TrialOptions _options;
    private readonly Lazy<(float[][] Training, float[][] Measured)> _components;
    private readonly Lazy<(float[][] Training, float[][] Measured)> _code;

    /// <param name="data">The rows.</param>
    /// <param name="options">Settings to try.</param>
    internal ClassificationTrial(LabelledData data, TrialOptions options)
    {
        (_data, _options) = (data, options);
        _components = new(() =>
        {
            var components = new PrincipalComponents(Values(data.Training), data.CodeSize);
            return (components.Project(Values(data.Training)), components.Project(Values(data.Measured)));
        });
        _code = new(() => Encode(data.Training, seed: 1, knowsLabels: false));
    }

    /// <param name="labelCount">How many rows have a label.</param>
    /// <param name="draw">Decides which.</param>
    /// <param name="hasPeers">Whether other features than the code that knows labels are measured.</param>
    internal Figures Measure(int labelCount, int draw, bool hasPeers)
    {
        var order = Enumerable.Range(0, _data.Training.Count).ToArray();
        new Random(draw).Shuffle(order);
        var labelled = order[..labelCount].Order().ToArray();
        var isLabelled = new bool[order.Length];
        Array.ForEach(labelled, row => isLabelled[row] = true);
        LabelledRow[] rows = [.. _data.Training.Select((row, i) =>
            new LabelledRow { Features = row.Features, Label = isLabelled[i] ? row.Label : 0 })];
        var known = Encode(rows, draw, knowsLabels: true);
        return new Figures(
            hasPeers ? Accuracy(labelled, Values(_data.Training), Values(_data.Measured)) : double.NaN,
            hasPeers ? Accuracy(labelled, _components.Value.Training, _components.Value.Measured) : double.NaN,
            hasPeers ? Accuracy(labelled, _code.Value.Training, _code.Value.Measured) : double.NaN,
            Accuracy(labelled, known.Training, known.Measured));
    }

    private static float[][] Values(IReadOnlyList<LabelledRow> rows) => [.. rows.Select(row => row.Features)];

    private (float[][] Training, float[][] Measured) Encode(IReadOnlyList<LabelledRow> rows, int seed, bool knowsLabels)
    {
        var mlContext = new MLContext(seed);
        var options = new AutoEncoderEstimator.Options
        {
            InputColumnName = "Features",
            OutputColumnName = "Code",
            CodeSize = _data.CodeSize,
            Goal = AutoEncoderGoal.Classification,
            LabelColumnName = knowsLabels ? "Label" : null,
            Seed = seed,
        };
        if (knowsLabels)
        {
            _options.Apply(options);
        }

        var training = LabelledRow.View(mlContext, rows, _data.ClassCount);
        using var model = mlContext.Transforms.AutoEncoder(options).Fit(training);
        if (knowsLabels)
        {
            Console.WriteLine(model.TrainingHistory[^1]);
        }

        return (Codes(training), Codes(LabelledRow.View(mlContext, _data.Measured, _data.ClassCount)));

        float[][] Codes(IDataView view) => [.. model.Transform(view).GetColumn<float[]>("Code")];
    }

    private double Accuracy(int[] labelled, float[][] training, float[][] measured)
    {
        var mlContext = new MLContext(1);
        var trainer = mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
            new LbfgsMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1 });
        var model = trainer.Fit(View([.. labelled.Select(row => _data.Training[row])], [.. labelled.Select(row => training[row])]));
        return mlContext.MulticlassClassification.Evaluate(model.Transform(View(_data.Measured, measured))).MicroAccuracy;

        IDataView View(IReadOnlyList<LabelledRow> rows, float[][] features) => LabelledRow.View(
            mlContext,
            [.. rows.Zip(features, (row, values) => new LabelledRow { Features = values, Label = row.Label })],
            _data.ClassCount);
    }

    /// <param name="Raw">Accuracy on the values themselves.</param>
    /// <param name="Components">On principal components.</param>
    /// <param name="Code">On a code that knows no labels.</param>
    /// <param name="LabelledCode">On one that knows those of the labelled rows.</param>
    internal sealed record Figures(double Raw, double Components, double Code, double LabelledCode);
}
