using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>One layer of many units that are rarely active, with the same weights on both sides: a dictionary of parts.</summary>
internal sealed class SparseCodeRecipe : GoalRecipe
{
    /// <inheritdoc/>
    internal override DefaultLength Length { get; } = new(LeastEpochs: 10, Steps: 9_400) { MostWork = 3e12 };

    /// <inheritdoc/>
    internal override void Choose(Options options, DataProfile? data)
    {
        options.CodeSize ??= Math.Min(2_000, 2 * Width(data, 64, 1_024));
        options.HiddenLayerSizes ??= [];
        options.TiedWeights ??= options.DecoderLayerSizes is null;
        options.CodeActivation ??= Activation.ReLU;
        options.WeightInitialization ??= WeightInitialization.TorchLinear;
        options.Regularizers ??=
        [
            AutoEncoderRegularizer.L1Sparsity(0.02f),
            AutoEncoderRegularizer.Denoising(Corruption.Masking(0.5f)),
        ];
    }
}
