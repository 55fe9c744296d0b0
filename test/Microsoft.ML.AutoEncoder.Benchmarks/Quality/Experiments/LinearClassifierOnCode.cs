using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Trainers;

namespace Benchmarks.Quality.Experiments;

/// <summary>A small code that is easier to separate by planes than the pixels are.</summary>
internal sealed class LinearClassifierOnCode() : ClassificationOfCodes("linear-classifier", "64 values and a linear classifier")
{
    internal override string Explanation =>
        "The share of test images that maximum entropy (L-BFGS, with its default settings, on features scaled to the mean 0 and the " +
        "variance 1) classifies correctly.";

    protected override void Configure(AutoEncoderEstimator.Options options)
    {
        options.HiddenLayerSizes = [1000, 1000, 500];
        options.CodeSize = 64;
        options.Activation = Activation.ReLU;
        options.CodeActivation = Activation.Identity;
        options.Loss = ReconstructionLoss.BinaryCrossEntropy;
        options.Regularizers = [AutoEncoderRegularizer.Denoising(Corruption.Masking(0.7f))];
        options.NumberOfEpochs = 12;
        options.LearningRate = 2e-3f;
        options.LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp(warmUpEpochs: 1);
    }

    protected override IEstimator<ITransformer> CreateClassifier(MLContext mlContext) =>
        mlContext.Transforms.NormalizeMeanVariance("Features", fixZero: false).Append(
            mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
                new LbfgsMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = NumberOfThreads }));
}
