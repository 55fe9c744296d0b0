using Microsoft.ML;

namespace MnistFeaturizer;

/// <summary>What came out for one kind of features.</summary>
internal sealed record ExperimentResult
{
    internal required string Name { get; init; }

    /// <summary>The part of the test images that the classifier gets right.</summary>
    internal required double Accuracy { get; init; }

    internal required TimeSpan FeaturizerTime { get; init; }

    internal required TimeSpan ClassifierTime { get; init; }

    /// <summary>The size of the features of one image.</summary>
    internal required int BytesPerRow { get; init; }

    internal required ITransformer Featurizer { get; init; }

    /// <summary>The way from the pixels to the prediction.</summary>
    internal required ITransformer Model { get; init; }

    /// <summary>The columns that <see cref="Model"/> expects.</summary>
    internal required DataViewSchema InputSchema { get; init; }
}
