namespace Microsoft.ML.AutoEncoder;

/// <summary>How a search over options goes.</summary>
public sealed class TuningOptions
{
    /// <summary>What makes a trial better than another. Null, the default: <see cref="TuningMetric.ValidationLoss"/>.</summary>
    [Option]
    public TuningMetric? Metric;

    /// <summary>How many settings the first round tries, at least 1. The first of them are the options as they were given. Fewer are tried
    /// where the search space has no more. Default: 20.</summary>
    [NumberOption(AtLeast = 1, AtMost = 100_000)]
    public int NumberOfTrials = 20;

    /// <summary>How many rounds there are, at least 1. The last one trains for all epochs, each one before for so many less as
    /// <see cref="HalvingFactor"/> says. 1: random search. Default: 3.</summary>
    [NumberOption(AtLeast = 1, AtMost = 20)]
    public int NumberOfRounds = 3;

    /// <summary>The best one of so many trials gets into the next round, and is trained anew for so many times the epochs. At least 2.
    /// Default: 3.</summary>
    [NumberOption(AtLeast = 2, AtMost = 1000)]
    public int HalvingFactor = 3;

    /// <summary>How many trials run at once, at least 1. The results do not depend on it. Null, the default: as many as there are
    /// processors for their threads; a trial has one thread, unless the options say another <c>NumberOfThreads</c>.</summary>
    [NumberOption(AtLeast = 1, OrNull = true)]
    public int? NumberOfParallelTrials;

    /// <summary>Ends the search after this time; trials that are running then count for nothing. Positive. Null, the default: no
    /// limit.</summary>
    [NumberOption(Above = 0, OrNull = true)]
    public TimeSpan? TimeLimit;

    /// <summary>Decides which settings are tried, and the trainings where their options have no seed. Null, the default: taken from the
    /// <see cref="MLContext"/>.</summary>
    [Option]
    public int? Seed;

    /// <summary>A file of JSON that keeps the trials that have ended. If it is there, the search takes them from it and goes on. It must
    /// have been written with the same data, options, search space, metric, seed, rounds and version of the library; the number of trials
    /// may be another. Needs <see cref="Seed"/>. Null, the default: no file.</summary>
    [TextOption("a path, or null")]
    public string? TrialsPath;

    /// <summary>Called after each trial, one at a time, on the thread that has run it. An exception that it throws ends the search.
    /// Null, the default: not called.</summary>
    [Option]
    public Action<TuningTrial>? ProgressCallback;

    /// <summary>Ends the search with an <see cref="OperationCanceledException"/>.</summary>
    [Option]
    public CancellationToken CancellationToken;

    internal TuningOptions Copy() => (TuningOptions)MemberwiseClone();
}
