namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class ConstantSchedule : LearningRateSchedule
{
    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [];

    internal override double Factor(double epochs, int numberOfEpochs, IReadOnlyList<EpochMetrics> history) => 1;
}
