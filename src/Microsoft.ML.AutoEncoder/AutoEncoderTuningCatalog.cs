using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Extension methods of <see cref="TransformsCatalog"/> that look for options of autoencoders.</summary>
public static class AutoEncoderTuningCatalog
{
    /// <summary>Searches for good options: tries settings drawn at random for a few epochs, and the better ones again for more (successive
    /// halving). The same seed tries the same settings and finds the same one, whatever the number of trials that run at once, as long as
    /// there is time.</summary>
    /// <param name="catalog">The transforms' catalog.</param>
    /// <param name="data">The rows to train on and to measure by. In a pipeline they must have gone through the steps before the
    /// autoencoder.</param>
    /// <param name="options">The options that are the same in all trials; they are copied. They are also the first setting.</param>
    /// <param name="space">The options to change, with the values to try.</param>
    /// <param name="tuning">How the search goes; null: the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or a column is missing or of the wrong
    /// type.</exception>
    /// <exception cref="InvalidOperationException">All trials failed, or none ended in time; or the data cannot be learnt, or the file of
    /// trials belongs to another search, for a reason that the message gives.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled. The file of trials has those that have ended.</exception>
    /// <example>
    /// <code>
    /// var result = mlContext.Transforms.TuneAutoEncoder(
    ///     data,
    ///     new AutoEncoderEstimator.Options { OutputColumnName = "Encoded", InputColumnName = "Features" },
    ///     new AutoEncoderSearchSpace().LogUniform("LearningRate", 1e-4, 1e-2));
    /// var model = mlContext.Transforms.AutoEncoder(result.Options).Fit(data);
    /// </code>
    /// </example>
    public static TuningResult TuneAutoEncoder(
        this TransformsCatalog catalog,
        IDataView data,
        AutoEncoderEstimator.Options options,
        AutoEncoderSearchSpace space,
        TuningOptions? tuning = null)
    {
        var host = CatalogUtils.GetEnvironment(catalog).Register(nameof(TuneAutoEncoder));
        host.CheckValue(data, nameof(data));
        host.CheckValue(options, nameof(options));
        host.CheckValue(space, nameof(space));
        return new Tuner(host, data, options, space, tuning ?? new TuningOptions()).Run();
    }

    /// <summary>Looks for the smallest code that keeps a part of the variance of rows that training does not see: doubles the size until it
    /// is reached, and halves the gap then. Each size is a training of its own.</summary>
    /// <param name="catalog">The transforms' catalog.</param>
    /// <param name="data">The rows. Without a <c>ValidationSet</c> or a <c>ValidationFraction</c> in the options, a fifth of them is set
    /// aside to measure by.</param>
    /// <param name="options">The other options; they are copied. <c>CodeSize</c> must be null.</param>
    /// <param name="explainedVariance">The part of the variance to keep, in (0, 1): that of
    /// <see cref="EpochMetrics.ValidationExplainedVariance"/>.</param>
    /// <param name="timeLimit">Ends the search after this time, with what was found until then. Null: no limit.</param>
    /// <param name="maximumCodeSize">The largest code to try, at least 1. Null, or more than that: the width of the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument or an option is out of its range, or a column is missing or of the wrong
    /// type.</exception>
    /// <exception cref="InvalidOperationException">No training ended in time; or the validation rows do not vary, or a training failed, for
    /// a reason that the message gives.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public static SmallestCode FindSmallestAutoEncoderCode(
        this TransformsCatalog catalog,
        IDataView data,
        AutoEncoderEstimator.Options options,
        float explainedVariance = 0.95f,
        TimeSpan? timeLimit = null,
        int? maximumCodeSize = null)
    {
        var host = CatalogUtils.GetEnvironment(catalog).Register(nameof(FindSmallestAutoEncoderCode));
        host.CheckValue(data, nameof(data));
        host.CheckValue(options, nameof(options));
        host.CheckUserArg(explainedVariance is > 0 and < 1, nameof(explainedVariance), "It must be in (0, 1).");
        host.CheckUserArg(timeLimit is null || timeLimit > TimeSpan.Zero, nameof(timeLimit), "It must be positive, or null.");
        host.CheckUserArg(maximumCodeSize is null or >= 1, nameof(maximumCodeSize), "It must be at least 1, or null.");
        host.CheckUserArg(options.CodeSize is null, nameof(options.CodeSize), "It is what the search looks for, and must be null.");
        return new SmallestCodeSearch(host, data, options, explainedVariance, timeLimit).Run(maximumCodeSize);
    }
}
