namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class StepSchedule(int everyEpochs, float factor) : LearningRateSchedule
{
    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [("everyEpochs", everyEpochs), ("factor", factor)];

    internal override double Factor(double epochs, int numberOfEpochs, IReadOnlyList<EpochMetrics> history) =>
        Math.Pow(factor, Math.Floor(epochs / everyEpochs));
}
