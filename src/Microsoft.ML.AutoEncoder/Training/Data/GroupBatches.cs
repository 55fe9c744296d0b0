namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Deals out the rows of a process that trains with others, or stands for several: each part of the rows has a feed of its own,
/// and gives a step a batch as long as it has rows. The epoch goes on until no part has any.</summary>
/// <param name="parts">A feed for each part of this process.</param>
/// <param name="link">The processes.</param>
internal sealed class GroupBatches(IBatchFeed[] parts, GroupLink link) : IBatchFeed
{
    /// <inheritdoc/>
    public int RowCount => parts.Sum(part => part.RowCount);

    /// <inheritdoc/>
    public long RowCountOfAll { get; private set; }

    /// <inheritdoc/>
    public int FirstRow { get; private set; }

    /// <inheritdoc/>
    public ShuffledBatches? InMemory => parts.Length == 1 ? parts[0].InMemory : null;

    /// <summary>The seed of one of all the parts: neighbours in the data must not meet in every epoch.</summary>
    /// <param name="seed">That of the first part.</param>
    /// <param name="part">The number of the part.</param>
    internal static int Seed(int seed, int part) => seed ^ unchecked(part * 0x2545F491);

    /// <summary>Each thread has a part of the rows to itself, if there is more than one.</summary>
    public (int First, int End) Share(int thread, int threadCount)
    {
        if (parts.Length == 1)
        {
            return parts[0].Share(thread, threadCount);
        }

        var first = parts.Take(thread).Sum(part => part.RowCount);
        return (first, first + parts[thread].RowCount);
    }

    /// <inheritdoc/>
    public void StartEpoch(int epoch, int doneBatches = 0) => Array.ForEach(parts, part => part.StartEpoch(epoch, doneBatches));

    /// <inheritdoc/>
    public bool MoveNext()
    {
        foreach (var part in parts)
        {
            part.MoveNext();
        }

        var counts = link.Gather(GroupStep.NextBatch, RowCount);
        FirstRow = (int)counts.Take(link.Rank).Sum();
        RowCountOfAll = (long)counts.Sum();
        return RowCountOfAll > 0;
    }

    /// <inheritdoc/>
    public void CopyTo(int first, Span<float> rows, Span<float> weights)
    {
        var part = PartOf(ref first);
        part.CopyTo(first, rows, weights);
    }

    /// <inheritdoc/>
    public void CopyTo(int first, SparseRows rows, Span<float> weights)
    {
        var part = PartOf(ref first);
        part.CopyTo(first, rows, weights);
    }

    /// <inheritdoc/>
    public void CopyLabels(int first, Span<float> labels)
    {
        var part = PartOf(ref first);
        part.CopyLabels(first, labels);
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(parts, part => part.Dispose());

    private IBatchFeed PartOf(ref int row)
    {
        var part = 0;
        while (row >= parts[part].RowCount)
        {
            row -= parts[part++].RowCount;
        }

        return parts[part];
    }
}
