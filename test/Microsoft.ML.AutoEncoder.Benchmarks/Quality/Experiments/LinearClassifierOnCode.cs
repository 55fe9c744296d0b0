using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Trainers;

namespace Benchmarks.Quality.Experiments;

/// <summary>A small code that is easier to separate by planes than the pixels are: nothing is set but the goal.</summary>
internal sealed class LinearClassifierOnCode() : ClassificationOfCodes("linear-classifier", "64 values and a linear classifier")
{
    internal override string Explanation =>
        "The share of test images that maximum entropy (L-BFGS, with its default settings, on features scaled to the mean 0 and the " +
        "variance 1) classifies correctly.";

    protected override void Configure(AutoEncoderEstimator.Options options)
    {
        options.CodeSize = 64;
        options.Goal = AutoEncoderGoal.Classification;
    }

    protected override IEstimator<ITransformer> CreateClassifier(MLContext mlContext) =>
        mlContext.Transforms.NormalizeMeanVariance("Features", fixZero: false).Append(
            mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
                new LbfgsMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = NumberOfThreads }));
}
