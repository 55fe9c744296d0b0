namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>All that is known at the end of a training.</summary>
internal sealed record TrainingOutcome
{
    internal required TrainingSettings Settings { get; init; }

    /// <summary>At least one epoch.</summary>
    internal required IReadOnlyList<EpochMetrics> History { get; init; }

    /// <summary>The epoch whose weights the fitted network has.</summary>
    internal required EpochMetrics FittedEpoch { get; init; }

    internal required AutoEncoderNetwork Network { get; init; }

    /// <summary>Rows from all over the training rows, not scaled.</summary>
    internal required RowStore Sample { get; init; }

    /// <summary>What all training rows are like, not scaled.</summary>
    internal required ValueStatistics Values { get; init; }

    /// <summary>The name of a slot of the input; empty where it has none.</summary>
    internal required Func<int, string> SlotName { get; init; }
}
