namespace Microsoft.ML.AutoEncoder.Training;

internal sealed record StepSchedule(int EveryEpochs, float Multiplier) : LearningRateSchedule
{
    internal override double Factor(double epochs, int numberOfEpochs, IReadOnlyList<EpochMetrics> history) =>
        Math.Pow(Multiplier, Math.Floor(epochs / EveryEpochs));
}
