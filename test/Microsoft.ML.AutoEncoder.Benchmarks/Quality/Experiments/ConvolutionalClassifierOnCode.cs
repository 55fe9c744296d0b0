using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Trainers;

namespace Benchmarks.Quality.Experiments;

/// <summary>A small code of convolutions that is easier to separate by planes than the pixels are: nothing is set but the shape
/// of the images and the goal.</summary>
internal sealed class ConvolutionalClassifierOnCode() : ClassificationOfCodes(
    "convolutional-classifier", "64 values of convolutions and a linear classifier")
{
    internal override string Explanation =>
        "The share of test images that maximum entropy (L-BFGS, with its default settings, on features scaled to the mean 0 and the " +
        "variance 1) classifies correctly.";

    protected override void Configure(AutoEncoderEstimator.Options options)
    {
        options.ImageShape = new ImageShape(28, 28);
        options.Goal = AutoEncoderGoal.Classification;
        options.CodeSize = 64;
    }

    protected override IEstimator<ITransformer> CreateClassifier(MLContext mlContext) =>
        mlContext.Transforms.NormalizeMeanVariance("Features", fixZero: false).Append(
            mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
                new LbfgsMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = NumberOfThreads }));
}
