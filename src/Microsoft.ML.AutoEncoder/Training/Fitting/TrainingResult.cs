namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a training ends with. Nothing of Torch.</summary>
/// <param name="Network">The fitted network.</param>
/// <param name="History">The epochs.</param>
/// <param name="FittedEpoch">The epoch whose weights the network has.</param>
/// <param name="Findings">What a look at the training has shown.</param>
internal sealed record TrainingResult(
    AutoEncoderNetwork Network, IReadOnlyList<EpochMetrics> History, EpochMetrics FittedEpoch, IReadOnlyList<TrainingFinding> Findings);
