namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a training ends with. Nothing of Torch.</summary>
/// <param name="Network">The fitted network.</param>
/// <param name="History">The epochs.</param>
internal sealed record TrainingResult(AutoEncoderNetwork Network, IReadOnlyList<EpochMetrics> History)
{
    /// <summary>How the input was scaled in training; null: not at all. It is folded into the network.</summary>
    internal InputScale? Scale { get; init; }
}
