namespace Microsoft.ML.AutoEncoder;

/// <summary>A trial in a file. The texts of its values are for who reads the file: they follow from the number.</summary>
internal sealed record StoredTrial(
    int Number,
    int Round,
    int Epochs,
    IReadOnlyDictionary<string, string>? Values,
    double? Metric,
    string? Error,
    double Seconds,
    string? Units)
{
    /// <summary>Whether a search could have written it.</summary>
    internal bool IsSound =>
        Number >= 1 && Round >= 1 && Epochs >= 1 && Seconds is >= 0 and < 1e9 && (Metric is not null) != (Error is not null);

    internal static StoredTrial Of(TuningTrial trial) => new(
        trial.Number,
        trial.Round,
        trial.Epochs,
        trial.Values.ToDictionary(value => value.Key, value => OptionText.Format(value.Value)),
        trial.Metric,
        trial.Error,
        trial.Time.TotalSeconds,
        trial.Units);

    /// <param name="draw">The setting with the number of the trial.</param>
    internal TuningTrial ToTrial(TuningDraw draw) => new()
    {
        Number = Number,
        Round = Round,
        Epochs = Epochs,
        Values = draw.Values,
        Metric = Metric,
        Error = Error,
        Time = TimeSpan.FromSeconds(Seconds),
        Units = Units,
    };
}
