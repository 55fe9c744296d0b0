namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Rows on their way from the thread that reads to the threads that train.</summary>
internal sealed class RowBatch(int capacity, int rowSize)
{
    private readonly float[] _rows = new float[capacity * rowSize];
    private readonly float[] _weights = new float[capacity];

    internal int RowCount { get; private set; }

    internal bool IsFull => RowCount == capacity;

    internal void Clear() => RowCount = 0;

    internal void Add(ReadOnlySpan<float> row, float weight)
    {
        row.CopyTo(_rows.AsSpan(RowCount * rowSize));
        _weights[RowCount++] = weight;
    }

    internal void CopyTo(int first, Span<float> rows, Span<float> weights)
    {
        _rows.AsSpan(first * rowSize, weights.Length * rowSize).CopyTo(rows);
        _weights.AsSpan(first, weights.Length).CopyTo(weights);
    }
}
