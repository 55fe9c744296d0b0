using static System.FormattableString;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Slots of the input that are the same in all rows.</summary>
internal sealed class ConstantSlots : IDiagnosis
{
    private const int MostNamed = 3;

    /// <inheritdoc/>
    public TrainingFinding? Examine(TrainingOutcome outcome)
    {
        var values = outcome.Values;
        int[] slots = [.. Enumerable.Range(0, outcome.Network.Shape.InputSize).Where(values.IsConstant)];
        if (slots.Length == 0)
        {
            return null;
        }

        var named = slots.Take(MostNamed).Select(slot => Invariant($"{slot}{outcome.SlotName(slot)}"));
        var more = slots.Length > MostNamed ? ", ..." : string.Empty;
        return new(
            TrainingFindingKind.ConstantSlots,
            Invariant($"{slots.Length} of the {outcome.Network.Shape.InputSize} slots of the input have the same value in every ") +
            $"training row (slot {string.Join(", ", named)}{more}): they teach nothing, and can be left out.");
    }
}
