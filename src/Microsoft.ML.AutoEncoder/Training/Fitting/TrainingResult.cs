namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a training ends with. Nothing of Torch.</summary>
/// <param name="Network">The fitted network.</param>
/// <param name="History">The epochs.</param>
/// <param name="Choices">The options that shaped the training, by name.</param>
/// <param name="Scale">How the input was scaled in training; null: not at all.</param>
/// <param name="State">The state that the training ended with, where it is kept.</param>
internal sealed record TrainingResult(
    AutoEncoderNetwork Network,
    IReadOnlyList<EpochMetrics> History,
    IReadOnlyDictionary<string, string> Choices,
    InputScale? Scale,
    KeptState? State)
{
    /// <summary>The epoch whose weights the network has.</summary>
    internal required EpochMetrics FittedEpoch { get; init; }

    /// <summary>What a look at the training has shown.</summary>
    internal required IReadOnlyList<TrainingFinding> Findings { get; init; }
}
