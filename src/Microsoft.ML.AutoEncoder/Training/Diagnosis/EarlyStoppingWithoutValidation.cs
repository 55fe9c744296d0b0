namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Early stopping that has only the training loss to go by.</summary>
internal sealed class EarlyStoppingWithoutValidation : IDiagnosis
{
    /// <inheritdoc/>
    public TrainingFinding? Examine(TrainingOutcome outcome) =>
        outcome.Settings.EarlyStopping is not null && outcome.FittedEpoch.ValidationLoss is null
            ? new(
                TrainingFindingKind.EarlyStoppingWithoutValidation,
                $"{nameof(outcome.Settings.EarlyStopping)} watched the training loss, which hardly ever rises, because there are no " +
                $"validation rows: set {nameof(outcome.Settings.ValidationFraction)} (0.1, say), or give Fit validation rows.")
            : null;
}
