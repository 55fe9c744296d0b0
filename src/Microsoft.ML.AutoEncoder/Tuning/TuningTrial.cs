namespace Microsoft.ML.AutoEncoder;

/// <summary>One training of a search, with what came of it.</summary>
public sealed class TuningTrial
{
    internal TuningTrial()
    {
    }

    /// <summary>The number of the setting, from 1. The same setting has the same number in every round; number 1 are the options as they
    /// were given.</summary>
    public required int Number { get; init; }

    /// <summary>The round, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>How many epochs the training had at most.</summary>
    public required int Epochs { get; init; }

    /// <summary>What was changed in the options, by the names of the search space. Empty for number 1.</summary>
    public required IReadOnlyDictionary<string, object?> Values { get; init; }

    /// <summary>What the metric has measured. Null if the trial failed.</summary>
    public double? Metric { get; init; }

    /// <summary>Why the trial failed. Null if it did not.</summary>
    public string? Error { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>The loss and the scaling that the model was trained with, by which losses compare; null where the metric does not go by
    /// them.</summary>
    internal string? Units { get; init; }

    internal TuningTrial Failed(string error) => new()
    {
        Number = Number,
        Round = Round,
        Epochs = Epochs,
        Values = Values,
        Error = error,
        Time = Time,
        Units = Units,
    };
}
