namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class CosineSchedule(float warmUpEpochs, float finalFactor) : LearningRateSchedule
{
    internal override IReadOnlyCollection<(string Name, object Value)> Parameters =>
        [("warmUpEpochs", warmUpEpochs), ("finalFactor", finalFactor)];

    internal override double Factor(double epochs, int numberOfEpochs, IReadOnlyList<EpochMetrics> history)
    {
        if (epochs < warmUpEpochs)
        {
            return epochs / warmUpEpochs;
        }

        var progress = (epochs - warmUpEpochs) / Math.Max(numberOfEpochs - warmUpEpochs, double.Epsilon);
        return finalFactor + ((1 - finalFactor) * (1 + Math.Cos(Math.PI * Math.Min(progress, 1))) / 2);
    }
}
