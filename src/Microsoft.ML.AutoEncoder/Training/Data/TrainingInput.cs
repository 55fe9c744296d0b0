namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What there is to train on.</summary>
/// <param name="RowSize">The number of values of a row.</param>
/// <param name="RowCount">The number of rows.</param>
/// <param name="TotalWeight">The sum of the weights; the number of rows where there are none.</param>
/// <param name="HasWeights">Whether rows have weights of their own.</param>
/// <param name="BufferRowCount">The number of rows of the buffer that shuffles them; null if all are in memory.</param>
/// <param name="CreateFeed">Creates a feed of the rows, given the size of a batch and a seed.</param>
internal sealed record TrainingInput(
    int RowSize, long RowCount, double TotalWeight, bool HasWeights, int? BufferRowCount, Func<int, int, IBatchFeed> CreateFeed)
{
    /// <summary>The range and the density of the values.</summary>
    internal required ValueStatistics Values { get; init; }

    /// <summary>Copies of rows from all over the data, never scaled.</summary>
    internal required RowStore Sample { get; init; }

    /// <summary>The name of a slot in a message; empty where it has none.</summary>
    internal required Func<int, string> SlotName { get; init; }

    /// <summary>Scales the rows, in memory or whenever they are read. Once, and before a feed is created.</summary>
    internal required Action<InputScale> Scale { get; init; }

    /// <summary>What is known of the labels; null where rows have none.</summary>
    internal LabelStatistics? Labels { get; init; }

    /// <summary>How many rows of a batch have a label at least.</summary>
    internal LabelBalance LabelBalance => new(Labels?.Count ?? 0, RowCount);

    /// <summary>The mean of the weights; 1 where there are none.</summary>
    internal double MeanWeight => TotalWeight / RowCount;
}
