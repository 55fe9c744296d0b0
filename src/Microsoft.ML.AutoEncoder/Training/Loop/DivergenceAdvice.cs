using System.Globalization;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a user can do about a training that has left the range of the numbers.</summary>
internal static class DivergenceAdvice
{
    // Farther from 1 than this, a product of weight and loss is soon out of the range of a float.
    private const double ExtremeWeight = 1e15;

    /// <param name="settings">How the network was trained.</param>
    /// <param name="meanWeight">The mean of the example weights; 1 where there are none.</param>
    internal static string Of(TrainingSettings settings, double meanWeight)
    {
        var weights = meanWeight is > 1 / ExtremeWeight and < ExtremeWeight
            ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $"Scale the example weights (their mean is {meanWeight:G3}) to about 1. ");
        var decay = settings.WeightDecay * settings.LearningRate > 1
            ? string.Create(CultureInfo.InvariantCulture, $" and {nameof(TrainingSettings.WeightDecay)} (it is {settings.WeightDecay})")
            : string.Empty;
        return weights + string.Create(
            CultureInfo.InvariantCulture,
            $"Lower {nameof(TrainingSettings.LearningRate)} (it is {settings.LearningRate}){decay}, or scale the input.");
    }
}
