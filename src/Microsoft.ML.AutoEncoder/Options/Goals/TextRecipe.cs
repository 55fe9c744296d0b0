using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Wide layers, few and small steps, half of the values left out, and one number for all slots, however sparse the rows are.
/// </summary>
internal sealed class TextRecipe : GoalRecipe
{
    /// <inheritdoc/>
    internal override DefaultLength Length { get; } = new(LeastEpochs: 10, Steps: 1_000);

    /// <inheritdoc/>
    internal override float? LearningRate => 1e-3f;

    /// <inheritdoc/>
    internal override void Choose(Options options, DataProfile? data)
    {
        if (DefaultScaling.Fits(options))
        {
            options.InputScaling ??= InputScaling.Overall;
            options.OutputActivation ??= Activation.Identity;
        }

        // However few texts there are: with half of the words left out, they are others each time.
        var width = Width(data, 64, 256);
        options.HiddenLayerSizes ??= [width, width / 2];
        options.CodeActivation ??= Activation.Identity;
        options.Regularizers ??= [AutoEncoderRegularizer.Denoising(Corruption.Masking(0.5f))];
    }
}
