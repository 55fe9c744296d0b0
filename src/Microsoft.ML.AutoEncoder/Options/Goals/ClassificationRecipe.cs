using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Much noise in a wide network: what is left in the code does not depend on single slots, or, where rows are images, on how
/// somebody wrote or held what they show.</summary>
/// <remarks>Labels say better than noise what the code has to keep: with them there is less of it. Where most rows have none, these learn
/// from the labels of their neighbourhood.</remarks>
internal sealed class ClassificationRecipe : GoalRecipe
{
    // Where more rows than that have a label, those of the others tell nothing new.
    private const double MostLabelled = 0.5;

    // So much of the loss of a row with all its slots makes the classes the greater part of what varies in the code.
    private const float LabelWeightPerSlot = 1;

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

        options.Regularizers ??= [AutoEncoderRegularizer.Denoising(Noise(options, data))];
        if (options.LabelColumnName is not null && data is not null)
        {
            options.LabelWeight ??= LabelWeightPerSlot * data.InputSize;
            options.PseudoLabelWeight ??= data.LabelKind != LabelKind.Number && data.LabelledPart < MostLabelled ? 1f : 0f;
        }
    }

    private static Corruption Noise(Options options, DataProfile? data)
    {
        if (DefaultAugmentation.FindImages(options, data) is { } image)
        {
            return Corruption.Distortion(image);
        }

        return options.LabelColumnName is null ? Corruption.Dropout(0.6f, 0.95f) : Corruption.Dropout(0.5f);
    }
}
