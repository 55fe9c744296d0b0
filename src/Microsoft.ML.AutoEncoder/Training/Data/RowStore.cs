namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Dense rows in memory, and their weights where there are any.</summary>
/// <param name="rowSize">The number of values of a row.</param>
/// <param name="hasWeights">Whether rows have weights.</param>
internal sealed class RowStore(int rowSize, bool hasWeights) : IRowSource
{
    // Growing by blocks copies nothing, and needs no size in advance, which a data view often does not know.
    private const int ValuesPerBlock = 1 << 18;

    private readonly int _rowsPerBlock = RowsPerBlock(rowSize);
    private readonly List<float[]> _blocks = [];
    private readonly List<float> _weights = [];

    internal int RowSize => rowSize;

    internal int RowCount { get; private set; }

    /// <summary>The sum of the weights; the number of rows where there are none.</summary>
    internal double TotalWeight => hasWeights ? _weights.Sum(weight => (double)weight) : RowCount;

    /// <summary>The values of a row, to be read and, by whoever fills the data, to be written.</summary>
    internal Span<float> Row(int index) => _blocks[index / _rowsPerBlock].AsSpan(index % _rowsPerBlock * rowSize, rowSize);

    /// <summary>How many rows are worth an allocation.</summary>
    internal static int RowsPerBlock(int rowSize) => Math.Max(1, ValuesPerBlock / rowSize);

    internal float Weight(int index) => hasWeights ? _weights[index] : 1f;

    /// <summary>Sets the weight of a row; does nothing where there are no weights.</summary>
    internal void SetWeight(int index, float weight)
    {
        if (hasWeights)
        {
            _weights[index] = weight;
        }
    }

    /// <summary>Adds a row at the end, to be filled. Its memory may come from a row before <see cref="Clear"/>.</summary>
    internal void AddRow()
    {
        if (RowCount == _blocks.Count * _rowsPerBlock)
        {
            _blocks.Add(GC.AllocateUninitializedArray<float>(_rowsPerBlock * rowSize));
        }

        if (hasWeights)
        {
            _weights.Add(1f);
        }

        RowCount++;
    }

    /// <summary>Adds a copy of a row at the end.</summary>
    internal void Add(ReadOnlySpan<float> row, float weight)
    {
        AddRow();
        row.CopyTo(Row(RowCount - 1));
        SetWeight(RowCount - 1, weight);
    }

    /// <summary>Copies of the first row and of each so many-th after it; of all rows for a stride of 1.</summary>
    internal RowStore Copy(int stride = 1)
    {
        var copy = new RowStore(rowSize, hasWeights);
        for (var row = 0; row < RowCount; row += stride)
        {
            copy.Add(Row(row), Weight(row));
        }

        return copy;
    }

    /// <summary>Scales all rows.</summary>
    internal void Scale(InputScale scale)
    {
        for (var row = 0; row < RowCount; row++)
        {
            scale.ApplyInTraining(Row(row));
        }
    }

    /// <summary>Forgets all rows, but keeps their memory for others.</summary>
    internal void Clear()
    {
        RowCount = 0;
        _weights.Clear();
    }

    /// <inheritdoc/>
    public void CopyTo(int first, Span<float> rows, Span<float> weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            Row(first + i).CopyTo(rows[(i * rowSize)..]);
            weights[i] = Weight(first + i);
        }
    }
}
