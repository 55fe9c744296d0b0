using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Tuning;

/// <summary>Searches of a few trainings of milliseconds.</summary>
internal static class TinySearch
{
    internal static IDataView Data { get; } = new SyntheticData().Dense;

    internal static AutoEncoderSearchSpace Space => new AutoEncoderSearchSpace()
        .LogUniform(nameof(Options.LearningRate), 1e-3, 1e-1)
        .Choice(nameof(Options.CodeSize), 1, 2, 3);

    internal static TuningOptions Tuning => new() { NumberOfTrials = 5, NumberOfRounds = 2, HalvingFactor = 2, Seed = 3 };

    internal static Options SearchOptions()
    {
        var options = TinyAutoEncoder.Options();
        options.NumberOfEpochs = 4;
        return options;
    }

    internal static TuningResult Run(
        TuningOptions? tuning = null, AutoEncoderSearchSpace? space = null, Options? options = null, IDataView? data = null) =>
        new MLContext().Transforms.TuneAutoEncoder(data ?? Data, options ?? SearchOptions(), space ?? Space, tuning ?? Tuning);

    /// <summary>All of a trial but its time.</summary>
    internal static string Text(TuningTrial trial) =>
        $"{trial.Number} {trial.Round} {trial.Epochs} {trial.Metric:r} {trial.Error} {string.Join(' ', trial.Values)}";

    /// <summary>A metric that takes no training.</summary>
    internal static TuningMetric NoTraining(Func<TuningCandidate, double> measure) =>
        TuningMetric.Of("number", isHigherBetter: false, measure);
}
