using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A wide network that is trained long, with nothing but the error in mind. It would learn images by heart: so it never sees one
/// twice.</summary>
internal sealed class ReconstructionRecipe : GoalRecipe
{
    /// <inheritdoc/>
    internal override DefaultLength Length { get; } = new(LeastEpochs: 10, Steps: 14_070) { MostWork = 5e12 };

    /// <inheritdoc/>
    /// <remarks>Batch normalisation bears more than other networks do.</remarks>
    internal override float? LearningRate => 4e-3f;

    /// <inheritdoc/>
    internal override void Choose(Options options, DataProfile? data)
    {
        var first = Width(data, 128, 1_024);
        options.HiddenLayerSizes ??= [first, first / 2];
        options.Activation ??= Activation.GELU;
        options.CodeActivation ??= Activation.Identity;
        options.WeightInitialization ??= WeightInitialization.GlorotUniform;
        options.BatchNormalization ??= true;
        if (options.LearningRate is null)
        {
            options.LearningRateSchedule ??= LearningRateSchedule.CosineWithWarmUp(warmUpEpochs: 1);
        }

        options.Regularizers ??= DefaultAugmentation.Of(options, data, keepsSome: true);
    }
}
