using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;

namespace MnistFeaturizer.Classifiers;

/// <summary>Gradient-boosted trees: they find structure by themselves, at a price in time.</summary>
internal sealed class BoostedTreesClassifier() : Classifier("lightgbm", "Gradient-boosted trees (LightGBM)")
{
    protected override IEstimator<ITransformer> CreateTrainer(
        MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers, string featureColumn, string labelColumn, int seed) =>
        trainers.LightGbm(new LightGbmMulticlassTrainer.Options
        {
            FeatureColumnName = featureColumn,
            LabelColumnName = labelColumn,
            NumberOfThreads = NumberOfThreads,
            Seed = seed,
            Deterministic = true,
            // Left to itself, it chooses by measuring time.
            ForceColumnWise = true,
        });
}
