namespace Microsoft.ML.AutoEncoder.Training;

internal sealed record CosineSchedule(float WarmUpEpochs, float FinalFactor) : LearningRateSchedule
{
    internal override double Factor(double epochs, int numberOfEpochs, IReadOnlyList<EpochMetrics> history)
    {
        if (epochs < WarmUpEpochs)
        {
            return epochs / WarmUpEpochs;
        }

        var progress = (epochs - WarmUpEpochs) / Math.Max(numberOfEpochs - WarmUpEpochs, double.Epsilon);
        return FinalFactor + ((1 - FinalFactor) * (1 + Math.Cos(Math.PI * Math.Min(progress, 1))) / 2);
    }
}
