namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Deals out rows that are all in memory.</summary>
/// <param name="data">The rows.</param>
/// <param name="batchSize">The number of rows of a batch.</param>
/// <param name="seed">Decides the order.</param>
/// <param name="balance">How many of them have a label at least.</param>
internal sealed class ShuffledBatches(RowStore data, int batchSize, int seed, LabelBalance balance = default) : IBatchFeed
{
    private readonly int[] _order = new int[data.RowCount];
    private int _start;

    /// <inheritdoc/>
    public int RowCount { get; private set; }

    /// <inheritdoc/>
    public ShuffledBatches? InMemory => this;

    /// <summary>Labels for rows that have none; null: they get none.</summary>
    internal PseudoLabels? PseudoLabels { get; set; }

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

        var random = EpochRandom.Create(seed, epoch);
        random.Shuffle(_order);
        if (balance.Replaces)
        {
            PutLabelledRows(random);
        }

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

    /// <inheritdoc/>
    public void CopyLabels(int first, Span<float> labels)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = data.Label(_order[_start + first + i]);
        }
    }

    /// <inheritdoc/>
    public void CopyPseudoLabels(int first, Span<float> labels, Span<float> trusts)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            var row = _order[_start + first + i];
            labels[i] = PseudoLabels?.Labels[row] ?? float.NaN;
            trusts[i] = PseudoLabels?.Trusts[row] ?? 0;
        }
    }

    /// <summary>Puts rows with a label, one after the other, in the place of the last rows of each batch.</summary>
    private void PutLabelledRows(Random random)
    {
        int[] labelled = [.. Enumerable.Range(0, data.RowCount).Where(row => !float.IsNaN(data.Label(row)) && data.Weight(row) > 0)];
        var next = labelled.Length;
        for (var start = 0; start < _order.Length; start += batchSize)
        {
            var end = Math.Min(start + batchSize, _order.Length);
            for (var place = end - balance.Replaced(end - start); place < end; place++)
            {
                if (next == labelled.Length)
                {
                    random.Shuffle(labelled);
                    next = 0;
                }

                _order[place] = labelled[next++];
            }
        }
    }

    /// <summary>There is nothing to let go of.</summary>
    public void Dispose()
    {
    }
}
