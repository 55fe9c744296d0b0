using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Much noise in a wide network: what is left in the code does not depend on single slots. Longer training makes better
/// reconstructions, and classes that planes separate less well.</summary>
internal sealed class ClassificationRecipe : GoalRecipe
{
    /// <inheritdoc/>
    internal override DefaultLength Length { get; } = new(LeastEpochs: 10, Steps: 5_628) { MostWork = 5e12 };

    /// <inheritdoc/>
    internal override void Choose(Options options, DataProfile? data)
    {
        var first = Width(data, 128, 1_024);
        options.HiddenLayerSizes ??= [first, first / 2];
        options.Activation ??= Activation.ReLU;
        options.CodeActivation ??= Activation.Identity;
        options.WeightInitialization ??= WeightInitialization.TorchLinear;
        if (AreProbabilities(options, data))
        {
            options.Loss ??= ReconstructionLoss.BinaryCrossEntropy;
        }

        if (options.LearningRate is null)
        {
            options.LearningRateSchedule ??= LearningRateSchedule.CosineWithWarmUp(warmUpEpochs: 1);
        }

        options.Regularizers ??= [AutoEncoderRegularizer.Denoising(Corruption.Dropout(0.6f, 0.95f))];
    }
}
