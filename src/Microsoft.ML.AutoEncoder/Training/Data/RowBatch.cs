namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Rows on their way from the thread that reads to the threads that train.</summary>
internal sealed class RowBatch(int capacity, int rowSize, bool hasLabels)
{
    private readonly RowStore _rows = new(rowSize, hasWeights: true, hasLabels);

    internal int RowCount => _rows.RowCount;

    internal bool IsFull => RowCount == capacity;

    internal void Clear() => _rows.Clear();

    internal void Add(InputRow row, float weight, float label) => _rows.Add(row, weight, label);

    internal void Replace(int index, InputRow row, float weight, float label) => _rows.Replace(index, row, weight, label);

    internal void CopyTo(int first, Span<float> rows, Span<float> weights) => _rows.CopyTo(first, rows, weights);

    internal void CopyTo(int first, SparseRows rows, Span<float> weights) => _rows.CopyTo(first, rows, weights);

    internal void CopyLabels(int first, Span<float> labels) => _rows.CopyLabels(first, labels);
}
