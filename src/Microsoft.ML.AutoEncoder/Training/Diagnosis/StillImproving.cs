using static System.FormattableString;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A loss that was falling when training ended.</summary>
internal sealed class StillImproving : IDiagnosis
{
    private const double LeastFallPerEpoch = 0.01;

    // The last twentieth of the epochs, but not one alone, which noise decides.
    private const int EpochsPerEpochLookedAt = 20;
    private const int FewestEpochsLookedAt = 2;

    /// <inheritdoc/>
    public TrainingFinding? Examine(TrainingOutcome outcome)
    {
        var history = outcome.History;
        var count = Math.Max(FewestEpochsLookedAt, history.Count / EpochsPerEpochLookedAt);
        if (history.Count <= count || history.Count < outcome.Settings.NumberOfEpochs)
        {
            return null;
        }

        var fall = 1 - Math.Pow(history[^1].MonitoredLoss / history[^(count + 1)].MonitoredLoss, 1.0 / count);
        return fall > LeastFallPerEpoch
            ? new(
                TrainingFindingKind.StillImproving,
                Invariant($"The loss was still falling by {fall:0.0%} per epoch when training ended after {history.Count} epochs: raise ") +
                $"{nameof(outcome.Settings.NumberOfEpochs)} for a better reconstruction.")
            : null;
    }
}
