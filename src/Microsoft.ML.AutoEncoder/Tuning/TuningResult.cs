namespace Microsoft.ML.AutoEncoder;

/// <summary>What came of a search over options.</summary>
public sealed class TuningResult
{
    private readonly AutoEncoderEstimator.Options _options;

    internal TuningResult(
        TuningMetric metric, IReadOnlyList<TuningTrial> trials, TuningTrial best, AutoEncoderEstimator.Options options, bool hasEnded)
    {
        (Metric, Trials, Best, _options, HasEnded) = (metric, trials, best, options, hasEnded);
    }

    /// <summary>What was measured.</summary>
    public TuningMetric Metric { get; }

    /// <summary>All trials, failed ones too, by round; in the first round by number, then the better ones of the round before
    /// first.</summary>
    public IReadOnlyList<TuningTrial> Trials { get; }

    /// <summary>The best trial of the last round in which one succeeded.</summary>
    public TuningTrial Best { get; }

    /// <summary>The options of the best trial, as a copy: those that the search got, with its values and all epochs. What the search set
    /// for trials alone, such as one thread and the rows set aside, is not among them.</summary>
    public AutoEncoderEstimator.Options Options => _options.Copy();

    /// <summary>Whether all rounds were run. False if the time limit was up before.</summary>
    public bool HasEnded { get; }

    /// <summary>A table of the settings with lines of at most 80 characters: those that got farthest first, and among them the best. The
    /// same in every culture.</summary>
    public override string ToString() => TuningTable.Of(this);
}
