namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Rows in memory, and their weights where there are any. A row that is mostly zeros is kept as its other values and their
/// indices; see <see cref="RowDensity"/>.</summary>
/// <param name="rowSize">The number of values of a row.</param>
/// <param name="hasWeights">Whether rows have weights.</param>
/// <param name="hasLabels">Whether rows have labels.</param>
internal sealed class RowStore(int rowSize, bool hasWeights, bool hasLabels = false) : IRowSource
{
    // Growing by blocks copies nothing, and needs no size in advance, which a data view often does not know.
    private const int ValuesPerBlock = 1 << 18;

    private readonly int _rowsPerBlock = RowsPerBlock(rowSize);
    private readonly List<float[]> _blocks = [];
    private readonly List<float> _weights = [];
    private readonly List<float> _labels = [];

    // Empty while all rows are dense: these are in the blocks. A row without an array of its own is, too.
    private readonly List<StoredRow> _rows = [];

    // Takes zeros to other values, so that it would fill the memory that sparse rows save. They are scaled whenever they are copied.
    private InputScale? _scaleOfSparseRows;

    internal int RowSize => rowSize;

    internal int RowCount { get; private set; }

    /// <summary>How many bytes the values take.</summary>
    internal long ByteCount { get; private set; }

    /// <summary>The sum of the weights; the number of rows where there are none.</summary>
    internal double TotalWeight => hasWeights ? _weights.Sum(weight => (double)weight) : RowCount;

    /// <summary>How many rows are worth an allocation.</summary>
    internal static int RowsPerBlock(int rowSize) => Math.Max(1, ValuesPerBlock / rowSize);

    /// <summary>The values of a row.</summary>
    /// <param name="index">The number of the row.</param>
    /// <param name="scratch">Room for a row, which may be used.</param>
    internal InputRow Row(int index, Span<float> scratch)
    {
        if (index >= _rows.Count || !_rows[index].IsSparse)
        {
            return DenseRow(index);
        }

        if (_scaleOfSparseRows is null)
        {
            return _rows[index].Sparse;
        }

        Copy(index, scratch);
        return scratch[..rowSize];
    }

    /// <summary>Copies all values of a row.</summary>
    internal void Copy(int index, Span<float> row)
    {
        row = row[..rowSize];
        if (index >= _rows.Count || !_rows[index].IsSparse)
        {
            DenseRow(index).CopyTo(row);
            return;
        }

        RowDensity.Spread(_rows[index].Sparse, row);
        _scaleOfSparseRows?.ApplyInTraining(row);
    }

    internal float Weight(int index) => hasWeights ? _weights[index] : 1f;

    /// <summary>The label of a row; NaN where it has none.</summary>
    internal float Label(int index) => hasLabels ? _labels[index] : float.NaN;

    /// <summary>Adds a copy of a row at the end. Its memory may come from a row before <see cref="Clear"/>.</summary>
    internal void Add(InputRow row, float weight, float label = float.NaN)
    {
        var index = RowCount++;
        if (hasWeights)
        {
            _weights.Add(weight);
        }

        if (hasLabels)
        {
            _labels.Add(label);
        }

        if (_rows.Count == 0 && !row.IsSparse && index == _blocks.Count * _rowsPerBlock)
        {
            _blocks.Add(GC.AllocateUninitializedArray<float>(_rowsPerBlock * rowSize));
        }

        Keep(index, row);
        ByteCount += index < _rows.Count && _rows[index].Values is not null ? _rows[index].ByteCount : (long)rowSize * sizeof(float);
    }

    /// <summary>Puts a copy of a row in the place of another.</summary>
    internal void Replace(int index, InputRow row, float weight, float label = float.NaN)
    {
        Keep(index, row);
        if (hasWeights)
        {
            _weights[index] = weight;
        }

        if (hasLabels)
        {
            _labels[index] = label;
        }
    }

    /// <summary>Copies of the first row and of each so many-th after it; of all rows for a stride of 1.</summary>
    internal RowStore Copy(int stride = 1)
    {
        var copy = new RowStore(rowSize, hasWeights, hasLabels) { _scaleOfSparseRows = _scaleOfSparseRows };
        for (var row = 0; row < RowCount; row += stride)
        {
            copy.Add(row < _rows.Count && _rows[row].IsSparse ? _rows[row].Sparse : DenseRow(row), Weight(row), Label(row));
        }

        return copy;
    }

    /// <summary>Copies of some rows in their order.</summary>
    /// <param name="first">The number of the first one.</param>
    /// <param name="end">The number of the first one that is left out.</param>
    internal RowStore Slice(int first, int end)
    {
        var copy = new RowStore(rowSize, hasWeights) { _scaleOfSparseRows = _scaleOfSparseRows };
        for (var row = first; row < end; row++)
        {
            copy.Add(row < _rows.Count && _rows[row].IsSparse ? _rows[row].Sparse : DenseRow(row), Weight(row));
        }

        return copy;
    }

    /// <summary>Scales all rows. Once.</summary>
    internal void Scale(InputScale scale)
    {
        _scaleOfSparseRows = scale.KeepsZeros ? null : scale;
        for (var row = 0; row < RowCount; row++)
        {
            if (row >= _rows.Count || !_rows[row].IsSparse)
            {
                scale.ApplyInTraining(DenseRow(row));
            }
            else if (scale.KeepsZeros)
            {
                scale.ApplyInTraining(_rows[row].Indices, _rows[row].SparseValues);
            }
        }
    }

    /// <summary>Forgets all rows, but keeps their memory for others.</summary>
    internal void Clear()
    {
        (RowCount, ByteCount) = (0, 0);
        _weights.Clear();
        _labels.Clear();
    }

    /// <inheritdoc/>
    public void CopyTo(int first, Span<float> rows, Span<float> weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            Copy(first + i, rows[(i * rowSize)..]);
            weights[i] = Weight(first + i);
        }
    }

    /// <inheritdoc/>
    public void CopyTo(int first, SparseRows rows, Span<float> weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            rows.Add(Row(first + i, rows.Scratch));
            weights[i] = Weight(first + i);
        }
    }

    /// <inheritdoc/>
    public void CopyLabels(int first, Span<float> labels)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = Label(first + i);
        }
    }

    private Span<float> DenseRow(int index) => index < _rows.Count && _rows[index].Values is { } values
        ? values
        : _blocks[index / _rowsPerBlock].AsSpan(index % _rowsPerBlock * rowSize, rowSize);

    private void Keep(int index, InputRow row)
    {
        if (_rows.Count == 0 && !row.IsSparse)
        {
            row.Values.CopyTo(DenseRow(index));
            return;
        }

        while (_rows.Count <= index)
        {
            _rows.Add(default);
        }

        // The block may have room for it that nothing else will use.
        var isInBlock = !row.IsSparse && index < _blocks.Count * _rowsPerBlock;
        _rows[index] = isInBlock ? default : _rows[index].With(row);
        if (isInBlock)
        {
            row.Values.CopyTo(DenseRow(index));
        }
    }
}
