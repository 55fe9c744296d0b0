namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The rows of a batch without their zeros: row by row, and slot by slot where that is asked for.</summary>
/// <param name="rowSize">The number of slots.</param>
internal sealed class SparseRows(int rowSize)
{
    private readonly int[] _slotEnds = new int[rowSize + 1];
    private int[] _rowEnds = new int[1];
    private int[] _indices = [];
    private float[] _values = [];
    private int[] _rowNumbers = [];
    private float[] _valuesOfSlots = [];

    internal int RowSize => rowSize;

    internal int RowCount { get; private set; }

    /// <summary>Room for a row.</summary>
    internal float[] Scratch { get; } = new float[rowSize];

    /// <summary>The values of a row that may differ from 0.</summary>
    internal InputRow Row(int row) => new(Indices(row), Values(row));

    internal ReadOnlySpan<int> Indices(int row) => _indices.AsSpan(_rowEnds[row].._rowEnds[row + 1]);

    internal Span<float> Values(int row) => _values.AsSpan(_rowEnds[row].._rowEnds[row + 1]);

    internal void Clear() => RowCount = 0;

    /// <summary>Adds a row at the end.</summary>
    internal void Add(InputRow row)
    {
        var start = _rowEnds[RowCount];
        Reserve(start + row.Values.Length);
        var count = NonZeros.Collect(row, 0, row.Values.Length, _indices.AsSpan(start), _values.AsSpan(start));
        _rowEnds[++RowCount] = start + count;
    }

    /// <summary>Adds all rows of a store.</summary>
    internal void Add(RowStore rows)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            Add(rows.Row(row, Scratch));
        }
    }

    /// <summary>Becomes a copy.</summary>
    internal void CopyFrom(SparseRows other)
    {
        Clear();
        for (var row = 0; row < other.RowCount; row++)
        {
            Add(other.Row(row));
        }
    }

    /// <summary>Sorts the values by slots, for <see cref="Slot"/>.</summary>
    internal void SortBySlots()
    {
        var count = _rowEnds[RowCount];
        if (_rowNumbers.Length < count)
        {
            (_rowNumbers, _valuesOfSlots) = (new int[_indices.Length], new float[_indices.Length]);
        }

        Array.Clear(_slotEnds);
        foreach (var slot in _indices.AsSpan(0, count))
        {
            _slotEnds[slot + 1]++;
        }

        // Where each slot begins; putting its values there moves that to its end, which is where the next one begins.
        for (var slot = 1; slot < _slotEnds.Length; slot++)
        {
            _slotEnds[slot] += _slotEnds[slot - 1];
        }

        for (var row = 0; row < RowCount; row++)
        {
            for (var i = _rowEnds[row]; i < _rowEnds[row + 1]; i++)
            {
                var place = _slotEnds[_indices[i]]++;
                (_rowNumbers[place], _valuesOfSlots[place]) = (row, _values[i]);
            }
        }
    }

    /// <summary>The values of a slot that may differ from 0, with the numbers of their rows.</summary>
    internal InputRow Slot(int slot)
    {
        var values = (slot == 0 ? 0 : _slotEnds[slot - 1]).._slotEnds[slot];
        return new InputRow(_rowNumbers.AsSpan(values), _valuesOfSlots.AsSpan(values));
    }

    /// <summary>Writes some slots of all rows.</summary>
    /// <param name="first">The first slot.</param>
    /// <param name="count">How many slots.</param>
    /// <param name="values">Receives the values, row after row.</param>
    internal void Spread(int first, int count, Span<float> values)
    {
        for (var row = 0; row < RowCount; row++)
        {
            SpreadRow(row, first, values.Slice(row * count, count));
        }
    }

    /// <summary>Writes some slots of a row.</summary>
    /// <param name="row">The number of the row.</param>
    /// <param name="first">The first slot.</param>
    /// <param name="values">Receives the values; its length says how many slots.</param>
    internal void SpreadRow(int row, int first, Span<float> values)
    {
        values.Clear();
        var indices = Indices(row);
        var rowValues = Values(row);
        var start = indices.BinarySearch(first);
        for (var i = start < 0 ? ~start : start; i < indices.Length && indices[i] < first + values.Length; i++)
        {
            values[indices[i] - first] = rowValues[i];
        }
    }

    private void Reserve(int valueCount)
    {
        if (_rowEnds.Length < RowCount + 2)
        {
            Array.Resize(ref _rowEnds, 2 * (RowCount + 1));
        }

        if (_indices.Length < valueCount)
        {
            Array.Resize(ref _indices, Math.Max(valueCount, 2 * _indices.Length));
            Array.Resize(ref _values, _indices.Length);
        }
    }
}
