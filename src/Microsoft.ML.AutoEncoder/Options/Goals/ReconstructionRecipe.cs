using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A deep network that is trained long, with nothing but the error in mind.</summary>
internal sealed class ReconstructionRecipe : GoalRecipe
{
    /// <inheritdoc/>
    internal override DefaultLength Length { get; } = new(LeastEpochs: 10, Steps: 9_400) { MostWork = 5e12 };

    /// <inheritdoc/>
    internal override void Choose(Options options, DataProfile? data)
    {
        var first = Width(data, 128, 1_024);
        options.HiddenLayerSizes ??= [first, first / 2, first / 4];
        options.Activation ??= Activation.GELU;
        options.CodeActivation ??= Activation.Identity;
        options.WeightInitialization ??= WeightInitialization.GlorotUniform;
        options.BatchNormalization ??= true;
        options.Regularizers ??= [];
    }
}
