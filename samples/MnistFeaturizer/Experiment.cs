using Microsoft.ML;
using Microsoft.ML.Data;
using Mnist;
using Samples.Display;

namespace MnistFeaturizer;

/// <summary>Trains the same classifier on the same images, each time on other features made from the pixels.</summary>
internal sealed class Experiment(
    MLContext mlContext, JobSettings settings, MnistImages trainImages, MnistImages testImages, JobConsole console)
{
    internal const string PixelColumn = nameof(MnistImage.Features);
    internal const string FeatureColumn = "ClassifierFeatures";
    private const string LabelColumn = nameof(MnistImage.Label);

    private readonly IDataView _train = mlContext.Data.LoadFromEnumerable(trainImages);
    private readonly IDataView _test = mlContext.Data.LoadFromEnumerable(testImages);

    /// <param name="name">The features in words.</param>
    /// <param name="featurizer">Turns <see cref="PixelColumn"/> into <see cref="FeatureColumn"/>.</param>
    internal ExperimentResult Run(string name, IEstimator<ITransformer> featurizer)
    {
        var (fittedFeaturizer, featurizerTime) = console.Run($"Training the featurizer: {name}", () => featurizer.Fit(_train));

        // The featurizer works once per image, not once per pass of the classifier's trainer.
        var (featurized, _) = console.Run(
            $"Computing the features: {name}", () =>
                (Train: Materialize(fittedFeaturizer, _train), Test: Materialize(fittedFeaturizer, _test)));

        var classifier = settings.Classifier.Create(mlContext, FeatureColumn, LabelColumn, settings.Seed);
        var (fittedClassifier, classifierTime) = console.Run($"Training the classifier: {name}", () => classifier.Fit(featurized.Train));

        return new ExperimentResult
        {
            Name = name,
            Accuracy = mlContext.MulticlassClassification.Evaluate(fittedClassifier.Transform(featurized.Test)).MicroAccuracy,
            FeaturizerTime = featurizerTime,
            ClassifierTime = classifierTime,
            BytesPerRow = ((VectorDataViewType)featurized.Train.Schema[FeatureColumn].Type).Size * sizeof(float),
            Featurizer = fittedFeaturizer,
            Model = fittedFeaturizer.Append(fittedClassifier),
            InputSchema = _train.Schema,
        };
    }

    /// <summary>A cache fills while it is read, so it is read here once, lest the classifier's time include the featurizer's
    /// work.</summary>
    private IDataView Materialize(ITransformer featurizer, IDataView images)
    {
        var cached = mlContext.Data.Cache(featurizer.Transform(images), FeatureColumn, LabelColumn);
        using var cursor = cached.GetRowCursor(cached.Schema);
        while (cursor.MoveNext())
        {
        }

        return cached;
    }
}
