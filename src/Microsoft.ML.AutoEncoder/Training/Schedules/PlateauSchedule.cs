namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class PlateauSchedule(float factor, int patience, float minimumImprovement) : LearningRateSchedule
{
    internal override IReadOnlyCollection<(string Name, object Value)> Parameters =>
        [("factor", factor), ("patience", patience), ("minimumImprovement", minimumImprovement)];

    internal override double Factor(double epochs, int numberOfEpochs, IReadOnlyList<EpochMetrics> history) =>
        Math.Pow(factor, Improvement.CountPlateaus(history, patience, minimumImprovement));
}
