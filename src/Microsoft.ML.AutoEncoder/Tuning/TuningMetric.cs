using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What a search wants to make as small or as large as it can.</summary>
public sealed class TuningMetric
{
    private readonly Func<TuningCandidate, double> _measure;

    private TuningMetric(string name, bool isHigherBetter, Func<TuningCandidate, double> measure)
    {
        (Name, IsHigherBetter, _measure) = (name, isHigherBetter, measure);
    }

    /// <summary>The reconstruction loss of the validation rows, <see cref="EpochMetrics.ValidationLoss"/> of
    /// <see cref="AutoEncoderTransformer.FittedEpoch"/>. Without a <c>ValidationSet</c> or a <c>ValidationFraction</c> in the options, a
    /// fifth of the rows is set aside. Trials with another loss or scaling than the first one fail: their losses do not compare.</summary>
    public static TuningMetric ValidationLoss { get; } = new(
        "validation loss", isHigherBetter: false, candidate => candidate.Fit().FittedEpoch?.ValidationLoss ?? double.NaN)
    {
        GoesByValidation = true,
        UnitOptions = [nameof(AutoEncoderEstimator.Options.Loss), nameof(AutoEncoderEstimator.Options.InputScaling)],
    };

    /// <summary>The part of the variance of the validation rows that reconstructions explain,
    /// <see cref="EpochMetrics.ValidationExplainedVariance"/> of <see cref="AutoEncoderTransformer.FittedEpoch"/>. Rows are set aside as
    /// for <see cref="ValidationLoss"/>; trials with another loss compare, those with another scaling do not.</summary>
    public static TuningMetric ExplainedVariance { get; } = new(
        "explained variance", isHigherBetter: true, candidate => candidate.Fit().FittedEpoch?.ValidationExplainedVariance ?? double.NaN)
    {
        GoesByValidation = true,
        UnitOptions = [nameof(AutoEncoderEstimator.Options.InputScaling)],
    };

    /// <summary>What tables and files call it.</summary>
    public string Name { get; }

    /// <summary>Whether a greater value is a better one.</summary>
    public bool IsHigherBetter { get; }

    /// <summary>Whether it needs rows that are set aside.</summary>
    internal bool GoesByValidation { get; private init; }

    /// <summary>The options that must be the same in two trainings for their values to compare.</summary>
    private IReadOnlyList<string> UnitOptions { get; init; } = [];

    /// <summary>Any measure of a setting.</summary>
    /// <param name="name">What tables and files call it. A file of trials is told from others by this name, so a measure that is another
    /// one needs another name.</param>
    /// <param name="isHigherBetter">Whether a greater value is a better one.</param>
    /// <param name="measure">Measures a setting. It may run on several threads at once, each with a setting of its own, and should give the
    /// same value for the same setting: use the candidate's <see cref="TuningCandidate.MLContext"/>. An exception or a value that is not
    /// finite becomes the error of the trial.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static TuningMetric Of(string name, bool isHigherBetter, Func<TuningCandidate, double> measure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(measure);
        return new TuningMetric(name, isHigherBetter, measure);
    }

    /// <summary>The accuracy of a classifier by cross-validation: the mean over the folds of the part of rows that it classifies right
    /// (<see cref="MulticlassClassificationMetrics.MicroAccuracy"/>). Each fold trains the autoencoder and the classifier on its own
    /// rows.</summary>
    /// <param name="createPipeline">Creates the pipeline, with the autoencoder in it, by the context that it gets. It ends with a trainer
    /// for several classes.</param>
    /// <param name="labelColumnName">The column of the label, as a key.</param>
    /// <param name="numberOfFolds">How many folds there are, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few folds.</exception>
    public static TuningMetric MulticlassAccuracy(
        Func<MLContext, AutoEncoderEstimator, IEstimator<ITransformer>> createPipeline,
        string labelColumnName = DefaultColumnNames.Label,
        int numberOfFolds = 5)
    {
        ArgumentNullException.ThrowIfNull(createPipeline);
        ArgumentException.ThrowIfNullOrWhiteSpace(labelColumnName);
        ArgumentOutOfRangeException.ThrowIfLessThan(numberOfFolds, 2);
        return new TuningMetric(FormattableString.Invariant($"accuracy of {numberOfFolds} folds"), isHigherBetter: true, candidate =>
        {
            var pipeline = createPipeline(candidate.MLContext, candidate.Estimator);
            var folds = candidate.MLContext.MulticlassClassification.CrossValidate(
                candidate.Data, pipeline, numberOfFolds, labelColumnName, seed: candidate.Options.Seed);
            return folds.Average(fold => fold.Metrics.MicroAccuracy);
        });
    }

    internal double Measure(TuningCandidate candidate) => _measure(candidate);

    /// <summary>What the value was measured in, once it was measured: values in other units do not compare. Null: all compare.</summary>
    internal string? Units(TuningCandidate candidate) => UnitOptions.Count == 0
        ? null
        : string.Join(", ", UnitOptions.Select(option => $"{option} {candidate.Fit().TrainingOptions.GetValueOrDefault(option)}"));

    /// <summary>The better trials first, then those with lower numbers.</summary>
    internal IEnumerable<TuningTrial> Rank(IEnumerable<TuningTrial> trials) => trials
        .Where(trial => trial.Metric is not null)
        .OrderBy(trial => IsHigherBetter ? -trial.Metric!.Value : trial.Metric!.Value)
        .ThenBy(trial => trial.Number);
}
