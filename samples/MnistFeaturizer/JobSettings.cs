using MnistFeaturizer.Classifiers;

namespace MnistFeaturizer;

/// <summary>What the user asked for.</summary>
internal sealed record JobSettings
{
    /// <summary>The folder with the files of MNIST. Null: the cache, filled where needed.</summary>
    internal required string? DataDirectory { get; init; }

    internal required string OutputDirectory { get; init; }

    internal required Classifier Classifier { get; init; }

    internal required int NumberOfEpochs { get; init; }

    internal required int TrainingRows { get; init; }

    internal required int Seed { get; init; }
}
