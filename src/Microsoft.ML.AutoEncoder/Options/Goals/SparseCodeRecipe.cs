using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>One layer of many units that are rarely active, with the same weights on both sides: a dictionary of parts. Where rows are
/// images, convolutions before it, and distortions: units then stand for what an image shows, wherever it lies.</summary>
internal sealed class SparseCodeRecipe : GoalRecipe
{
    /// <inheritdoc/>
    internal override DefaultLength Length { get; } = new(LeastEpochs: 10, Steps: 9_400) { MostWork = 5e12 };

    /// <inheritdoc/>
    internal override void Choose(Options options, DataProfile? data)
    {
        options.CodeSize ??= Math.Min(2_000, 2 * Width(data, 64, 1_024));
        options.CodeActivation ??= Activation.ReLU;
        options.WeightInitialization ??= WeightInitialization.TorchLinear;
        // The number of layers must not depend on the data where somebody names them.
        if (options.LayerColumns.Length == 0 && DefaultAugmentation.FindImages(options, data) is { } image)
        {
            ChooseLayers(options, data, image);
            options.Activation ??= Activation.GELU;
            if (AreProbabilities(options, data))
            {
                options.Loss ??= ReconstructionLoss.BinaryCrossEntropy;
            }

            options.Regularizers =
            [
                AutoEncoderRegularizer.L1Sparsity(0.001f), AutoEncoderRegularizer.Denoising(Corruption.Distortion(image)),
            ];
            return;
        }

        options.HiddenLayerSizes ??= [];
        options.TiedWeights ??= options.DecoderLayerSizes is null;
        options.Regularizers ??=
        [
            AutoEncoderRegularizer.L1Sparsity(0.02f),
            AutoEncoderRegularizer.Denoising(Corruption.Masking(0.5f)),
        ];
    }

    private static void ChooseLayers(Options options, DataProfile? data, ImageShape image)
    {
        // Whoever names dense layers wants no others.
        if (options.HiddenLayerSizes is null && options.DecoderLayerSizes is null && options.TiedWeights is null)
        {
            options.ImageShape = image;
            DefaultSizes.FillImageLayers(options);
        }

        options.HiddenLayerSizes ??= [Width(data, 64, 1_024)];
    }
}
