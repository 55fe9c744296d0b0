using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Trainers.LightGbm;

namespace Benchmarks.Quality.Experiments;

/// <summary>A small code that trees can work with: nothing is set but the goal.</summary>
internal sealed class BoostedTreesOnCode() : ClassificationOfCodes("boosted-trees", "64 values and boosted trees")
{
    internal override string Explanation =>
        "The share of test images that gradient-boosted trees (LightGBM, with its default settings) classify correctly.";

    protected override void Configure(AutoEncoderEstimator.Options options)
    {
        options.CodeSize = 64;
        options.Goal = AutoEncoderGoal.Classification;
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
