using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Few wide layers, few steps, and one number that scales all slots, however sparse the rows are.</summary>
internal sealed class TextRecipe : GoalRecipe
{
    /// <inheritdoc/>
    internal override DefaultLength Length { get; } = new(LeastEpochs: 10, Steps: 1_000);

    /// <inheritdoc/>
    internal override void Choose(Options options, DataProfile? data)
    {
        if (DefaultScaling.Fits(options))
        {
            options.InputScaling ??= InputScaling.Overall;
            options.OutputActivation ??= Activation.Identity;
        }

        options.CodeActivation ??= Activation.Identity;
        options.Regularizers ??= [];
    }
}
