using MnistFeaturizer.Classifiers;

namespace MnistFeaturizer;

/// <summary>What the user asked for.</summary>
internal sealed record JobSettings
{
    /// <summary>The folder with the files of MNIST. Null: the cache, filled where needed.</summary>
    internal required string? DataDirectory { get; init; }

    internal required string OutputDirectory { get; init; }

    internal required Classifier Classifier { get; init; }

    /// <summary>Null: as many as the library decides.</summary>
    internal required int? NumberOfEpochs { get; init; }

    /// <summary>How many epochs there will be, for the progress bar: the library's default is 4,690 steps of 128 rows.</summary>
    internal int ExpectedEpochs => NumberOfEpochs ?? Math.Max(10, (int)Math.Ceiling(4_690 / Math.Ceiling(TrainingRows / 128.0)));

    internal required Network Network { get; init; }

    internal required int TrainingRows { get; init; }

    internal required int Seed { get; init; }
}
