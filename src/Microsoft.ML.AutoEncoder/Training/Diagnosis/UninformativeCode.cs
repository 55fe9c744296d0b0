using static System.FormattableString;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A code that knows next to nothing of the rows.</summary>
internal sealed class UninformativeCode : IDiagnosis
{
    private const double LeastExplained = 0.01;

    /// <inheritdoc/>
    public TrainingFinding? Examine(TrainingOutcome outcome) => outcome.FittedEpoch.ExplainedVariance is < LeastExplained and var explained
        ? new(
            TrainingFindingKind.UninformativeCode,
            Invariant($"The reconstructions explain {Math.Max(0, explained):0.0%} of the variance: they are no better than the mean ") +
            $"row, and the code says next to nothing. {Advice(outcome.Settings)}")
        : null;

    private static string Advice(TrainingSettings settings)
    {
        var weaken = settings.Regularizers.Count > 0 ? $", weaken the {nameof(settings.Regularizers)}" : string.Empty;
        var scale = settings.OutputActivation is Identity
            ? string.Empty
            : $", or, if the values are small, set {nameof(settings.OutputActivation)} to Identity, so that they are scaled";
        return Invariant($"Train longer ({nameof(settings.NumberOfEpochs)} was {settings.NumberOfEpochs}){weaken}{scale}.");
    }
}
