namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Rows on their way from the thread that reads to the threads that train.</summary>
internal sealed class RowBatch(int capacity, int rowSize)
{
    private readonly RowStore _rows = new(rowSize, hasWeights: true);

    internal int RowCount => _rows.RowCount;

    internal bool IsFull => RowCount == capacity;

    internal void Clear() => _rows.Clear();

    internal void Add(InputRow row, float weight) => _rows.Add(row, weight);

    internal void CopyTo(int first, Span<float> rows, Span<float> weights) => _rows.CopyTo(first, rows, weights);

    internal void CopyTo(int first, SparseRows rows, Span<float> weights) => _rows.CopyTo(first, rows, weights);
}
