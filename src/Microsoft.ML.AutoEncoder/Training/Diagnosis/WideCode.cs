using static System.FormattableString;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A code that could be a copy of the input.</summary>
internal sealed class WideCode : IDiagnosis
{
    /// <inheritdoc/>
    public TrainingFinding? Examine(TrainingOutcome outcome) =>
        outcome.Network.Shape is var shape && shape.CodeSize >= shape.InputSize && outcome.Settings.Regularizers.Count == 0
            ? new(
                TrainingFindingKind.WideCode,
                Invariant($"The code has {shape.CodeSize} values and the input {shape.InputSize}: nothing makes the network choose what ") +
                $"to keep. Lower {nameof(outcome.Settings.CodeSize)}, or add a sparse or denoising regularizer.")
            : null;
}
