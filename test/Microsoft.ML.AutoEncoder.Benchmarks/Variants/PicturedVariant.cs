using Microsoft.ML.AutoEncoder;
using Mnist;

namespace Benchmarks.Variants;

/// <summary>A kind of autoencoder, as a small network of one layer on either side: its filters can be looked at, and it is trained within a
/// minute.</summary>
/// <param name="Name">The name of its picture.</param>
/// <param name="Configure">What makes it what it is.</param>
internal sealed record PicturedVariant(string Name, Action<AutoEncoderEstimator.Options> Configure)
{
    /// <summary>The noise of the denoising one, which its picture shows.</summary>
    internal const float NoiseDeviation = 0.5f;

    /// <summary>All of them; the first has no regularizer.</summary>
    internal static IReadOnlyList<PicturedVariant> All { get; } =
    [
        new("plain", _ => { }),
        new("l1-sparsity", options =>
        {
            options.CodeActivation = Activation.ReLU;
            options.Regularizers = [AutoEncoderRegularizer.L1Sparsity(weight: 0.2f)];
        }),
        new("kl-sparsity", options =>
        {
            options.CodeActivation = Activation.Sigmoid;
            options.Regularizers = [AutoEncoderRegularizer.KlSparsity(targetActivation: 0.05f, weight: 0.5f)];
        }),
        new("top-k-sparsity", options =>
        {
            options.CodeActivation = Activation.Identity;
            options.Regularizers = [AutoEncoderRegularizer.TopKSparsity(k: 10)];
        }),
        new("denoising", options => options.Regularizers = [AutoEncoderRegularizer.Denoising(Corruption.Gaussian(NoiseDeviation))]),
        new("contractive", options =>
        {
            options.CodeActivation = Activation.Sigmoid;
            options.Regularizers = [AutoEncoderRegularizer.Contractive(weight: 1f)];
        }),
        new("variational", options =>
        {
            options.CodeActivation = Activation.Identity;
            options.Loss = ReconstructionLoss.BinaryCrossEntropy;
            options.Regularizers = [AutoEncoderRegularizer.Variational(beta: 1f, warmUpEpochs: 1f)];
        }),
    ];

    internal bool IsDenoising => Name == "denoising";

    internal AutoEncoderEstimator.Options CreateOptions()
    {
        var options = new AutoEncoderEstimator.Options
        {
            InputColumnName = nameof(MnistImage.Features),
            OutputColumnName = "Code",
            HiddenLayerSizes = [],
            CodeSize = 100,
            NumberOfEpochs = 5,
            NumberOfThreads = 1,
            Regularizers = [],
            Seed = 1,
        };
        Configure(options);
        return options;
    }
}
