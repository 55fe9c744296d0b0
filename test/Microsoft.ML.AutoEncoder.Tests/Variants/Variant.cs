using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>What can be trained, besides the plain autoencoder, and has to behave as well as that.</summary>
internal static class Variant
{
    private static readonly Dictionary<string, Action<AutoEncoderEstimator.Options>> All = new()
    {
        ["L1"] = options => Add(options, AutoEncoderRegularizer.L1Sparsity(0.01f)),
        ["KL sparsity"] = options => Add(options, AutoEncoderRegularizer.KlSparsity(0.1f, 0.05f), Activation.Sigmoid),
        ["top-k"] = options => Add(options, AutoEncoderRegularizer.TopKSparsity(2)),
        ["Gaussian noise"] = options => Add(options, AutoEncoderRegularizer.Denoising(Corruption.Gaussian(0.3f))),
        ["masking noise"] = options => Add(options, AutoEncoderRegularizer.Denoising(Corruption.Masking(0.3f))),
        ["input dropout"] = options => Add(options, AutoEncoderRegularizer.Denoising(Corruption.Dropout(0.1f, 0.7f))),
        ["salt and pepper"] = options => Add(options, AutoEncoderRegularizer.Denoising(Corruption.SaltAndPepper(0.3f))),
        ["blocks masked and distorted"] = options => Add(options, AutoEncoderRegularizer.Denoising(Corruption.Sequence(
            Corruption.BlockMasking(new ImageShape(2, 3), 2, 0.3f), Corruption.Distortion(new ImageShape(2, 3))))),
        ["augmented"] = options => Add(options, AutoEncoderRegularizer.Augmentation(Corruption.Distortion(new ImageShape(2, 3)))),
        ["augmented, with noise"] = options =>
        {
            Add(options, AutoEncoderRegularizer.Augmentation(Corruption.Sometimes(Corruption.Dropout(0.2f), 0.5f)));
            Add(options, AutoEncoderRegularizer.Denoising(Corruption.Gaussian(0.1f)));
        },
        ["contractive"] = options => Add(options, AutoEncoderRegularizer.Contractive(0.01f), Activation.Tanh),
        ["contractive without hidden layers"] = options =>
        {
            Add(options, AutoEncoderRegularizer.Contractive(0.01f), Activation.Sigmoid);
            options.HiddenLayerSizes = [];
        },
        ["variational"] = options => Add(options, AutoEncoderRegularizer.Variational(0.1f, warmUpEpochs: 1.5f), Activation.Identity),
        ["tied weights"] = options => options.TiedWeights = true,
        ["dropout"] = options => options.Dropout = 0.2f,
        ["batch normalisation"] = options => options.BatchNormalization = true,
        ["another decoder"] = options => options.DecoderLayerSizes = [4, 7],
        ["cross-entropy"] = options => options.Loss = ReconstructionLoss.BinaryCrossEntropy,
        ["absolute error"] = options => options.Loss = ReconstructionLoss.MeanAbsoluteError,
        ["Huber"] = options => options.Loss = ReconstructionLoss.Huber(0.1f),
        ["sparse, denoising, contractive"] = options =>
        {
            Add(options, AutoEncoderRegularizer.L1Sparsity(0.01f), Activation.Sigmoid);
            Add(options, AutoEncoderRegularizer.KlSparsity(0.1f, 0.05f), Activation.Sigmoid);
            Add(options, AutoEncoderRegularizer.Denoising(Corruption.Gaussian(0.1f)), Activation.Sigmoid);
            Add(options, AutoEncoderRegularizer.Contractive(0.01f), Activation.Sigmoid);
            options.Dropout = 0.1f;
            options.Activation = Activation.GELU;
        },
        ["images"] = options => SetImages(options, new ImageShape(2, 3), [ImageLayer.Convolution(3)]),
        ["images, halved, tied, normalised, with dropout"] = options =>
        {
            SetImages(options, new ImageShape(2, 3), [ImageLayer.Convolution(3, stride: 2), ImageLayer.Convolution(4, kernelSize: 1)]);
            (options.TiedWeights, options.BatchNormalization, options.Dropout) = (true, true, 0.1f);
            options.HiddenLayerSizes = [5];
        },
        ["images in colour, pooled, contractive"] = options =>
        {
            Add(options, AutoEncoderRegularizer.Contractive(0.01f), Activation.Sigmoid);
            SetImages(
                options,
                new ImageShape(1, 3, 2, PixelOrder.Interleaved),
                [ImageLayer.Upsampling(), ImageLayer.Convolution(3), ImageLayer.MaxPooling(), ImageLayer.AveragePooling(1)]);
        },
        ["images with another decoder and a variational code"] = options =>
        {
            Add(options, AutoEncoderRegularizer.Variational(0.1f), Activation.Identity);
            Add(options, AutoEncoderRegularizer.Denoising(Corruption.Dropout(0.2f)), Activation.Identity);
            SetImages(options, new ImageShape(2, 3), [ImageLayer.Convolution(3), ImageLayer.MaxPooling(1)]);
            options.DecoderLayers =
            [
                ImageLayer.TransposedConvolution(4), ImageLayer.Convolution(3, stride: 2), ImageLayer.Convolution(1),
            ];
            options.Loss = ReconstructionLoss.BinaryCrossEntropy;
            options.ExampleWeightColumnName = "Weight";
        },
        ["labels of classes"] = options => options.LabelColumnName = "Class",
        ["labels of numbers, weighted"] = options =>
            (options.LabelColumnName, options.LabelWeight, options.ExampleWeightColumnName) = ("Number", 3f, "Weight"),
        ["Booleans, top-k, images, normalised"] = options =>
        {
            Add(options, AutoEncoderRegularizer.TopKSparsity(2));
            SetImages(options, new ImageShape(2, 3), [ImageLayer.Convolution(3)]);
            (options.LabelColumnName, options.BatchNormalization) = ("Truth", true);
        },
        ["pseudo-labels"] = options => (options.LabelColumnName, options.PseudoLabelWeight) = ("Class", 1f),
        ["pseudo-labels and everything else"] = options =>
        {
            All!["everything else"](options);
            (options.LabelColumnName, options.PseudoLabelWeight) = ("Class", 0.5f);
        },
        ["everything else"] = options =>
        {
            Add(options, AutoEncoderRegularizer.Denoising(Corruption.Masking(0.1f)));
            Add(options, AutoEncoderRegularizer.Variational(), Activation.Identity);
            options.Loss = ReconstructionLoss.BinaryCrossEntropy;
            (options.TiedWeights, options.BatchNormalization, options.Dropout) = (true, true, 0.1f);
            options.ExampleWeightColumnName = "Weight";
        },
    };

    /// <summary>The names, for tests that run on all variants.</summary>
    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Sets the options of a variant.</summary>
    internal static AutoEncoderEstimator.Options Choose(string name, AutoEncoderEstimator.Options options)
    {
        All[name](options);
        return options;
    }

    private static void SetImages(AutoEncoderEstimator.Options options, ImageShape shape, ImageLayer[] layers) =>
        (options.ImageShape, options.EncoderLayers, options.HiddenLayerSizes) = (shape, layers, null);

    private static void Add(AutoEncoderEstimator.Options options, AutoEncoderRegularizer regularizer, Activation? codeActivation = null)
    {
        options.Regularizers = [.. options.Regularizers ?? [], regularizer];
        options.CodeActivation = codeActivation ?? options.CodeActivation;
    }
}
