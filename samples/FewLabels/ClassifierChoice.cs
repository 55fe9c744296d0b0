using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.LightGbm;

namespace FewLabels;

/// <summary>Trains the better of two classifiers on rows with labels; these alone tell which one that is.</summary>
/// <param name="mlContext">The context.</param>
internal sealed class ClassifierChoice(MLContext mlContext)
{
    private const int Folds = 4;

    // More rows tell no better which one it is, and take long.
    private const int MostRowsToChoose = 8_000;

    // Threads of boosted trees wait for each other longer than they work on so few rows.
    private const int MostRowsOfOneThread = 3_000;

    /// <param name="labelled">The rows with labels.</param>
    /// <param name="test">The rows to measure on, once.</param>
    /// <returns>The accuracy on them.</returns>
    internal double Measure(FeatureRow[] labelled, FeatureRow[] test)
    {
        var candidates = Trainers(threads: 1);
        var accuracies = new double[candidates.Length];
        Parallel.For(0, candidates.Length, i => accuracies[i] = Validate(candidates[i], labelled));
        var best = Trainers(labelled.Length > MostRowsOfOneThread ? null : 1)[Array.IndexOf(accuracies, accuracies.Max())];
        return Accuracy(best.Fit(FeatureRow.View(mlContext, labelled)), test);
    }

    private IEstimator<ITransformer>[] Trainers(int? threads) =>
    [
        mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
            new LbfgsMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = threads }),
        mlContext.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options
        {
            Deterministic = true,
            ForceColumnWise = true,
            NumberOfThreads = threads,
            Seed = 1,
        }),
    ];

    private double Validate(IEstimator<ITransformer> trainer, FeatureRow[] labelled)
    {
        var rows = labelled[..Math.Min(labelled.Length, MostRowsToChoose)];
        // With many rows one part to measure on is enough.
        var parts = rows.Length < 1_000 ? Folds : 1;
        return Enumerable.Range(0, parts).Average(part =>
        {
            FeatureRow[] held = [.. rows.Where((_, i) => i % Folds == part)];
            FeatureRow[] others = [.. rows.Where((_, i) => i % Folds != part)];
            return Accuracy(trainer.Fit(FeatureRow.View(mlContext, others)), held);
        });
    }

    private double Accuracy(ITransformer model, FeatureRow[] rows) =>
        mlContext.MulticlassClassification.Evaluate(model.Transform(FeatureRow.View(mlContext, rows))).MicroAccuracy;
}
