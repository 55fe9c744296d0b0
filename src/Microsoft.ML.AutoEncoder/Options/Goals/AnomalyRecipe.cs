using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The network of the detector.</summary>
internal sealed class AnomalyRecipe : GoalRecipe
{
    /// <inheritdoc/>
    internal override DefaultLength Length => DefaultOptions.OfDetector.Length;

    /// <inheritdoc/>
    internal override float? LearningRate => DefaultOptions.OfDetector.LearningRate;

    /// <inheritdoc/>
    internal override int MostDensePixels => DefaultOptions.OfDetector.MostDensePixels;

    /// <inheritdoc/>
    internal override void Choose(Options options, DataProfile? data)
    {
        var detector = DefaultOptions.OfDetector;
        options.CodeSize ??= detector.CodeSize;
        options.Regularizers ??= DefaultAugmentation.Of(options, data, keepsSome: false);
        options.BatchSize ??= detector.BatchSize;
        options.LearningRateSchedule ??= LearningRateSchedule.CosineWithWarmUp();
    }
}
