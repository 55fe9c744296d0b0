namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Deals out rows that are all in memory.</summary>
internal sealed class ShuffledBatches(RowStore data, int batchSize, int seed) : IBatchFeed
{
    private readonly int[] _order = new int[data.RowCount];
    private int _start;

    /// <inheritdoc/>
    public int RowCount { get; private set; }

    /// <inheritdoc/>
    public ShuffledBatches? InMemory => this;

    /// <summary>All rows.</summary>
    internal RowStore Data => data;

    /// <summary>Which rows are those of the current batch.</summary>
    internal ReadOnlySpan<int> RowNumbers => _order.AsSpan(_start, RowCount);

    /// <inheritdoc/>
    public void StartEpoch(int epoch, int doneBatches = 0)
    {
        for (var i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        EpochRandom.Create(seed, epoch).Shuffle(_order);
        (_start, RowCount) = ((int)Math.Min((long)doneBatches * batchSize, _order.Length), 0);
    }

    /// <inheritdoc/>
    public bool MoveNext()
    {
        _start += RowCount;
        RowCount = Math.Min(batchSize, _order.Length - _start);
        return RowCount > 0;
    }

    /// <inheritdoc/>
    public void CopyTo(int first, Span<float> rows, Span<float> weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            var row = _order[_start + first + i];
            data.Copy(row, rows[(i * data.RowSize)..]);
            weights[i] = data.Weight(row);
        }
    }

    /// <inheritdoc/>
    public void CopyTo(int first, SparseRows rows, Span<float> weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            var row = _order[_start + first + i];
            rows.Add(data.Row(row, rows.Scratch));
            weights[i] = data.Weight(row);
        }
    }

    /// <summary>There is nothing to let go of.</summary>
    public void Dispose()
    {
    }
}
