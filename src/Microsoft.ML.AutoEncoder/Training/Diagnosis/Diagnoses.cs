using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Everything that is looked at when a training has ended.</summary>
internal static class Diagnoses
{
    private static readonly IDiagnosis[] All =
    [
        new UninformativeCode(),
        new WideCode(),
        new ConstantCodeUnits(),
        new Overfitting(),
        new StillImproving(),
        new EarlyStoppingWithoutValidation(),
        new ConstantSlots(),
    ];

    /// <summary>Finds what there is to tell, and tells the log.</summary>
    internal static IReadOnlyList<TrainingFinding> Report(IChannel channel, TrainingOutcome outcome)
    {
        TrainingFinding[] findings = [.. All.Select(diagnosis => diagnosis.Examine(outcome)).OfType<TrainingFinding>()];
        foreach (var finding in findings)
        {
            if (finding.Kind is TrainingFindingKind.ConstantSlots or TrainingFindingKind.StillImproving)
            {
                channel.Info(MessageSensitivity.Schema, finding.Message);
            }
            else
            {
                channel.Warning(MessageSensitivity.Schema, finding.Message);
            }
        }

        return findings;
    }
}
