using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Trainers.LightGbm;

namespace Benchmarks.Quality.Experiments;

/// <summary>A small code that trees can work with.</summary>
internal sealed class BoostedTreesOnCode() : ClassificationOfCodes("boosted-trees", "64 values and boosted trees")
{
    internal override string Explanation =>
        "The share of test images that gradient-boosted trees (LightGBM, with its default settings) classify correctly.";

    protected override void Configure(AutoEncoderEstimator.Options options)
    {
        options.HiddenLayerSizes = [1000, 500];
        options.CodeSize = 64;
        options.Activation = Activation.ReLU;
        options.CodeActivation = Activation.Identity;
        options.Loss = ReconstructionLoss.BinaryCrossEntropy;
        options.Regularizers = [AutoEncoderRegularizer.Denoising(Corruption.Masking(0.3f))];
        options.NumberOfEpochs = 12;
        options.LearningRate = 2e-3f;
        options.LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp(warmUpEpochs: 1);
    }

    protected override IEstimator<ITransformer> CreateClassifier(MLContext mlContext) =>
        mlContext.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options
        {
            NumberOfThreads = NumberOfThreads,
            Seed = 1,
            Deterministic = true,
            // Left to itself, it chooses by measuring time.
            ForceColumnWise = true,
        });
}
