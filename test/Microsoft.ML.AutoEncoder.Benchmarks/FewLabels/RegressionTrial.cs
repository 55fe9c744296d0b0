using Benchmarks.Quality.Baselines;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;

namespace Benchmarks.FewLabels;

/// <summary>A table of 40 measurements that five hidden causes explain, and a target that depends on products of these. One row in twenty
/// has a target.</summary>
internal static class RegressionTrial
{
    private const int RowCount = 12_000;
    private const int TestCount = 4_000;
    private const int Slots = 40;
    private const int Causes = 5;
    private const int CodeSize = 8;
    private const int LabelledEvery = 20;

    internal static void Run(int draws, TrialOptions options)
    {
        for (var draw = 1; draw <= draws; draw++)
        {
            var rows = Make(draw, RowCount + TestCount);
            var (training, test) = (rows[..RowCount], rows[RowCount..]);
            var components = new PrincipalComponents(Values(training), CodeSize);
            var (code, testCode) = Encode(training, test, draw, knowsLabels: false, options);
            var (known, testKnown) = Encode(training, test, draw, knowsLabels: true, options);
            Console.WriteLine(
                $"Table {draw}, 5 % of {RowCount:#,0} rows with a target: R² of a linear regression on all {Slots} values " +
                $"{RSquared(Values(training), Values(test)):0.000}, on {CodeSize} principal components " +
                $"{RSquared(components.Project(Values(training)), components.Project(Values(test))):0.000}, on a code " +
                $"{RSquared(code, testCode):0.000}, on a code that knows the targets {RSquared(known, testKnown):0.000}");

            double RSquared(float[][] features, float[][] testFeatures)
            {
                int[] labelled = [.. Enumerable.Range(0, RowCount / LabelledEvery).Select(i => i * LabelledEvery)];
                var map = new LinearMap(
                    [.. labelled.Select(row => features[row])], [.. labelled.Select(row => new[] { training[row].Target })]);
                var predicted = map.Apply(testFeatures);
                var mean = test.Average(row => row.Target);
                return 1 - (test.Select((row, i) => Math.Pow(row.Target - predicted[i][0], 2)).Sum()
                    / test.Sum(row => Math.Pow(row.Target - mean, 2)));
            }
        }
    }

    private static (float[][] Training, float[][] Test) Encode(
        MeasuredRow[] training, MeasuredRow[] test, int seed, bool knowsLabels, TrialOptions trial)
    {
        var mlContext = new MLContext(seed);
        var options = new AutoEncoderEstimator.Options
        {
            InputColumnName = nameof(MeasuredRow.Features),
            OutputColumnName = "Code",
            CodeSize = CodeSize,
            LabelColumnName = knowsLabels ? nameof(MeasuredRow.Target) : null,
            Seed = seed,
        };
        if (knowsLabels)
        {
            trial.Apply(options);
        }

        // Few rows have a target.
        MeasuredRow[] rows = [.. training.Select((row, i) => i % LabelledEvery == 0 ? row : row with { Target = float.NaN })];
        using var model = mlContext.Transforms.AutoEncoder(options).Fit(mlContext.Data.LoadFromEnumerable(rows));
        if (knowsLabels)
        {
            Console.WriteLine(model.TrainingHistory[^1]);
        }

        return (Codes(training), Codes(test));

        float[][] Codes(MeasuredRow[] view) =>
            [.. model.Transform(mlContext.Data.LoadFromEnumerable(view)).GetColumn<float[]>("Code")];
    }

    private static float[][] Values(MeasuredRow[] rows) => [.. rows.Select(row => row.Features)];

    private static MeasuredRow[] Make(int seed, int count)
    {
        var random = new Random(seed);
        var mixing = Enumerable.Range(0, Slots)
            .Select(_ => Enumerable.Range(0, Causes + 1).Select(_ => (2 * random.NextDouble()) - 1).ToArray())
            .ToArray();
        return [.. Enumerable.Range(0, count).Select(_ => Row())];

        MeasuredRow Row()
        {
            var causes = Enumerable.Range(0, Causes).Select(_ => (2 * random.NextDouble()) - 1).ToArray();
            return new MeasuredRow
            {
                Features = [.. mixing.Select(weights => (float)(
                    Math.Tanh(1.5 * (weights[Causes] + causes.Zip(weights, (cause, weight) => cause * weight).Sum()))
                    + (0.05 * (random.NextDouble() - 0.5))))],
                Target = (float)((causes[0] * causes[1]) + (causes[2] * causes[2]) + (0.3 * causes[3])),
            };
        }
    }

    private sealed record MeasuredRow
    {
        [VectorType(Slots)]
        public float[] Features { get; set; } = [];

        public float Target { get; set; }
    }
}
