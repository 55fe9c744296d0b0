using static System.FormattableString;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Units of the code that are the same for all rows.</summary>
internal sealed class ConstantCodeUnits : IDiagnosis
{
    // Fewer rows may happen to have the same value in a unit that works.
    private const int LeastRows = 32;

    private const float Rounding = 1e-6f;

    /// <inheritdoc/>
    public TrainingFinding? Examine(TrainingOutcome outcome)
    {
        if (outcome.Sample.RowCount < LeastRows || Count(outcome) is not (> 0 and var count))
        {
            return null;
        }

        var advice = outcome.Network.Shape.Encoder[^1].Activation.Minimum == 0
            ? $"Set {nameof(outcome.Settings.CodeActivation)} to LeakyReLU or Identity, or lower {nameof(outcome.Settings.LearningRate)}."
            : $"Lower {nameof(outcome.Settings.CodeSize)}, or weaken the penalties if there are any.";
        return new(
            TrainingFindingKind.ConstantCodeUnits,
            Invariant($"{count} of the {outcome.Network.Shape.CodeSize} units of the code have the same value for all of ") +
            Invariant($"{outcome.Sample.RowCount:#,0} training rows that were looked at: they say nothing. {advice}"));
    }

    private static int Count(TrainingOutcome outcome)
    {
        var size = outcome.Network.Shape.CodeSize;
        var (code, least, greatest) = (new float[size], new float[size], new float[size]);
        var scratch = new float[outcome.Sample.RowSize];
        Array.Fill(least, float.PositiveInfinity);
        Array.Fill(greatest, float.NegativeInfinity);
        for (var row = 0; row < outcome.Sample.RowCount; row++)
        {
            outcome.Network.Encoder.Forward(outcome.Sample.Row(row, scratch), code);
            for (var unit = 0; unit < size; unit++)
            {
                least[unit] = Math.Min(least[unit], code[unit]);
                greatest[unit] = Math.Max(greatest[unit], code[unit]);
            }
        }

        return least.Zip(greatest).Count(unit => unit.Second - unit.First <= Rounding * Math.Max(1, Math.Abs(unit.Second)));
    }
}
