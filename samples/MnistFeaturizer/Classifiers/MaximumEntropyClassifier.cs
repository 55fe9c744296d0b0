using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace MnistFeaturizer.Classifiers;

/// <summary>Multinomial logistic regression: linear, so the features must do the work.</summary>
internal sealed class MaximumEntropyClassifier() : Classifier("lbfgs", "Maximum entropy (L-BFGS)")
{
    // Nothing in it is random: it starts from zero.
    protected override IEstimator<ITransformer> CreateTrainer(
        MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers, string featureColumn, string labelColumn, int seed) =>
        trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            FeatureColumnName = featureColumn,
            LabelColumnName = labelColumn,
            NumberOfThreads = NumberOfThreads,
        });
}
