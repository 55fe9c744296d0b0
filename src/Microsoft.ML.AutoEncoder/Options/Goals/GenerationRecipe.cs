using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A variational autoencoder: codes are distributed as the prior is that new ones are drawn from.</summary>
internal sealed class GenerationRecipe : GoalRecipe
{
    private const int MostCodeValues = 20;

    /// <inheritdoc/>
    internal override DefaultLength Length { get; } = new(LeastEpochs: 10, Steps: 9_400) { MostWork = 3e12 };

    /// <inheritdoc/>
    internal override void Choose(Options options, DataProfile? data)
    {
        var first = Width(data, 128, 512);
        options.CodeSize ??= Math.Min(MostCodeValues, Math.Max(2, (data?.InputSize ?? MostCodeValues) / 2));
        options.HiddenLayerSizes ??= [first, first / 2];
        options.Activation ??= Activation.GELU;
        options.CodeActivation ??= Activation.Identity;
        options.WeightInitialization ??= WeightInitialization.TorchLinear;
        if (AreProbabilities(options, data))
        {
            options.Loss ??= ReconstructionLoss.BinaryCrossEntropy;
        }

        options.Regularizers ??= [AutoEncoderRegularizer.Variational()];
    }
}
