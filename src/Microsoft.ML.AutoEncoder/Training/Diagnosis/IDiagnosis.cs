namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>One look at a finished training.</summary>
internal interface IDiagnosis
{
    /// <returns>Null if there is nothing to tell.</returns>
    TrainingFinding? Examine(TrainingOutcome outcome);
}
