namespace Microsoft.ML.AutoEncoder.Training;

internal sealed record PlateauSchedule(float Multiplier, int Patience, float MinimumImprovement) : LearningRateSchedule
{
    internal override double Factor(double epochs, int numberOfEpochs, IReadOnlyList<EpochMetrics> history) =>
        Math.Pow(Multiplier, Improvement.CountPlateaus(history, Patience, MinimumImprovement));
}
