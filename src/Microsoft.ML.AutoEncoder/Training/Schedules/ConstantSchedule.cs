namespace Microsoft.ML.AutoEncoder.Training;

internal sealed record ConstantSchedule : LearningRateSchedule
{
    internal override double Factor(double epochs, int numberOfEpochs, IReadOnlyList<EpochMetrics> history) => 1;
}
