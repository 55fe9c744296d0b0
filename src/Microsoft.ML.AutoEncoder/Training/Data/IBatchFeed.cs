namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Deals out the rows to train on batch by batch, each row once an epoch, in a new order each epoch.</summary>
/// <remarks>The order of an epoch depends on the seed and the epoch's number only, not on the epochs before. As an
/// <see cref="IRowSource"/> it gives the rows of the current batch.</remarks>
internal interface IBatchFeed : IRowSource, IDisposable
{
    /// <summary>The number of rows of the current batch: the batch size, or fewer at the end of the epoch.</summary>
    int RowCount { get; }

    /// <summary>How many rows all processes have in the current step.</summary>
    long RowCountOfAll => RowCount;

    /// <summary>How many rows of the current step processes of a lower rank have.</summary>
    int FirstRow => 0;

    /// <summary>All rows, where they are in memory; null if they are read anew in each epoch.</summary>
    ShuffledBatches? InMemory { get; }

    /// <summary>The share of the current batch that one of the threads has.</summary>
    /// <returns>The number of its first row, and of the first one of the next thread.</returns>
    (int First, int End) Share(int thread, int threadCount) =>
        ((int)((long)RowCount * thread / threadCount), (int)((long)RowCount * (thread + 1) / threadCount));

    /// <summary>Starts an epoch, before its first batch.</summary>
    /// <param name="epoch">The epoch's number, from 1.</param>
    /// <param name="doneBatches">How many batches of it are done already, and are passed over.</param>
    void StartEpoch(int epoch, int doneBatches = 0);

    /// <returns>Whether there is a next batch in this epoch.</returns>
    bool MoveNext();
}
