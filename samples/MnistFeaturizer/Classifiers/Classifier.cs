using Microsoft.ML;

namespace MnistFeaturizer.Classifiers;

/// <summary>A classifier to choose from. It is the same for all features.</summary>
internal abstract class Classifier(string name, string title)
{
    /// <summary>Both trainers add up in another order on another number of threads, which changes the last digits. A fixed number gives
    /// the same figures on machines with any number of cores.</summary>
    protected const int NumberOfThreads = 2;

    internal static readonly IReadOnlyList<Classifier> All = [new MaximumEntropyClassifier(), new BoostedTreesClassifier()];

    /// <summary>What the user types.</summary>
    internal string Name { get; } = name;

    internal string Title { get; } = title;

    /// <summary>With features of different scales, L-BFGS is slow and regularizes them unequally. Trees do not mind.</summary>
    internal IEstimator<ITransformer> Create(MLContext mlContext, string featureColumn, string labelColumn, int seed) =>
        mlContext.Transforms.NormalizeMeanVariance(featureColumn, fixZero: false)
            .Append(CreateTrainer(mlContext.MulticlassClassification.Trainers, featureColumn, labelColumn, seed));

    public override string ToString() => Name;

    protected abstract IEstimator<ITransformer> CreateTrainer(
        MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers, string featureColumn, string labelColumn, int seed);
}
