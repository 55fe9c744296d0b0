using static System.FormattableString;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Validation rows that were reconstructed better in an earlier epoch.</summary>
internal sealed class Overfitting : IDiagnosis
{
    // Less is noise.
    private const double LeastRise = 0.02;

    /// <inheritdoc/>
    public TrainingFinding? Examine(TrainingOutcome outcome)
    {
        var best = outcome.History.Where(epoch => epoch.ValidationLoss is not null).MinBy(epoch => epoch.ValidationLoss);
        if (best is null || !(outcome.History[^1].ValidationLoss > best.ValidationLoss * (1 + LeastRise)))
        {
            return null;
        }

        var advice = outcome.FittedEpoch == best
            ? "The weights of that epoch are kept. More rows, noise (Denoising), or fewer hidden units would help further."
            : $"Set {nameof(outcome.Settings.EarlyStopping)} to keep the weights of that epoch, or use more rows, noise (Denoising), or " +
              "fewer hidden units.";
        return new(
            TrainingFindingKind.Overfitting,
            Invariant($"The validation loss has risen since epoch {best.Epoch}, from {best.ValidationLoss:g4} to ") +
            Invariant($"{outcome.History[^1].ValidationLoss:g4}. {advice}"));
    }
}
