using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A place for a worker's rows of one training step, filled anew for each.</summary>
/// <remarks>The place belongs to the dispose scope in which the batch is created,
/// and what it is seen through to that in which it is filled.</remarks>
internal sealed class Batch
{
    private readonly Tensor _hostRows;
    private readonly Tensor _hostWeights;
    private readonly Tensor? _corruptedRows;
    private readonly int _rowSize;
    private readonly SparseRows? _sparseRows;
    private readonly SparseRows? _corruptedSparseRows;
    private readonly bool _isDense;
    private readonly bool _isShared;
    private readonly bool _hasWeights;
    private readonly TrainingDevice _device;
    private readonly float[] _labels;
    private readonly float[] _pseudoLabels;
    private readonly float[] _trusts;
    private Tensor _weights;
    private int _place;

    /// <param name="capacity">How many rows there are at most.</param>
    /// <param name="rowSize">The number of values of a row.</param>
    /// <param name="hasWeights">Whether rows have weights.</param>
    /// <param name="isCorrupted">Whether changed copies are wanted.</param>
    /// <param name="device">Where the tensors are wanted.</param>
    /// <param name="isSparse">Whether rows without their zeros are wanted.</param>
    /// <param name="isDense">Whether rows with their zeros are.</param>
    /// <param name="hasLabels">Whether labels are.</param>
    /// <param name="shared">Where what the network gets is put, beside the rows of other threads; null: the batch has memory of its
    /// own.</param>
    internal Batch(
        int capacity,
        int rowSize,
        bool hasWeights,
        bool isCorrupted,
        TrainingDevice device,
        bool isSparse = false,
        bool isDense = true,
        bool hasLabels = false,
        Tensor? shared = null)
    {
        _rowSize = rowSize;
        _hasWeights = hasWeights;
        _device = device;
        _isDense = isDense;
        _labels = new float[hasLabels ? capacity : 0];
        (_pseudoLabels, _trusts) = (new float[_labels.Length], new float[_labels.Length]);
        _isShared = shared is not null;
        Rows = _hostRows = shared is not null && !isCorrupted
            ? shared
            : zeros(isDense ? capacity : 0, rowSize, dtype: ScalarType.Float32, device: CPU);
        _weights = _hostWeights = zeros(capacity, dtype: ScalarType.Float32, device: CPU);
        _corruptedRows = isCorrupted && !isSparse ? shared ?? zeros_like(_hostRows) : null;
        _sparseRows = isSparse ? new SparseRows(rowSize) : null;
        _corruptedSparseRows = isCorrupted && isSparse ? new SparseRows(rowSize) : null;
    }

    /// <summary>Changes some values of a row.</summary>
    internal delegate void CorruptSparse(int row, ReadOnlySpan<int> indices, Span<float> values, int rowSize);

    /// <summary>How many rows there are now.</summary>
    internal int RowCount { get; private set; }

    /// <summary>Shape [row count, row size]; nothing where the batch has only sparse rows.</summary>
    internal Tensor Rows { get; private set; }

    /// <summary>The rows without their zeros.</summary>
    internal SparseRows SparseRows => _sparseRows!;

    /// <summary>Shape [row count]; null where every row has the weight 1.</summary>
    internal Tensor? Weights => _hasWeights ? _weights : null;

    /// <summary>The labels, NaN where a row has none; nothing where they are not wanted.</summary>
    internal ReadOnlySpan<float> Labels => _labels.AsSpan(0, Math.Min(RowCount, _labels.Length));

    /// <summary>Labels of rows that have none of their own, NaN elsewhere.</summary>
    internal ReadOnlySpan<float> PseudoLabels => _pseudoLabels.AsSpan(0, Math.Min(RowCount, _pseudoLabels.Length));

    /// <summary>How far these are trusted.</summary>
    internal ReadOnlySpan<float> Trusts => _trusts.AsSpan(0, Math.Min(RowCount, _trusts.Length));

    /// <param name="source">Where the rows come from.</param>
    /// <param name="first">The number of the first one in the source.</param>
    /// <param name="count">How many to take.</param>
    /// <param name="place">The number of the row of shared memory to begin with.</param>
    /// <param name="change">Receives the number of a row, from 0, and makes another row of it. Only where rows have their zeros, and are
    /// in the host's memory.</param>
    internal void Fill(IRowSource source, int first, int count, int place, Action<int, Span<float>>? change = null)
    {
        RowCount = count;
        _place = place;
        if (_labels.Length > 0)
        {
            source.CopyLabels(first, _labels.AsSpan(0, count));
            source.CopyPseudoLabels(first, _pseudoLabels.AsSpan(0, count), _trusts.AsSpan(0, count));
        }

        if (source.SelectOnDevice(first, count) is { } onDevice)
        {
            (Rows, _weights) = onDevice;
            return;
        }

        var weights = MemoryMarshal.Cast<byte, float>(_hostWeights.bytes)[..count];
        if (_sparseRows is not null)
        {
            _sparseRows.Clear();
            source.CopyTo(first, _sparseRows, weights);
            SpreadSparseRows();
        }
        else
        {
            source.CopyTo(first, Values(_hostRows), weights);
        }

        if (change is not null)
        {
            ForEachRow(Values(_hostRows), change);
        }

        Rows = _device.Bring(_hostRows.narrow(0, _isDense ? Place(_hostRows) : 0, _isDense ? count : 0));
        _weights = _device.Bring(_hostWeights.narrow(0, 0, count));
    }

    /// <summary>Copies the rows and changes each copy.</summary>
    /// <param name="corrupt">Receives the number of a row, from 0, and its copy.</param>
    /// <returns>The changed copies. Shape [row count, row size].</returns>
    internal Tensor CorruptedRows(Action<int, Span<float>> corrupt)
    {
        var copies = Values(_corruptedRows!);
        Values(_hostRows).CopyTo(copies);
        ForEachRow(copies, corrupt);
        return _device.Bring(_corruptedRows!.narrow(0, Place(_corruptedRows), RowCount));
    }

    /// <summary>Copies the sparse rows and changes some values of each copy.</summary>
    internal SparseRows CorruptedSparseRows(CorruptSparse corrupt)
    {
        var copies = _corruptedSparseRows!;
        copies.CopyFrom(SparseRows);
        for (var row = 0; row < RowCount; row++)
        {
            corrupt(row, copies.Indices(row), copies.Values(row), _rowSize);
        }

        return copies;
    }

    /// <summary>The weights in the host's memory; nothing where every row has the weight 1.</summary>
    internal float[] HostWeights()
    {
        if (!_hasWeights)
        {
            return [];
        }

        using var host = _weights.cpu();
        return MemoryMarshal.Cast<byte, float>(host.bytes)[..RowCount].ToArray();
    }

    /// <summary>Sums up the rows of a matrix with a row for each of the rows, by their weights.</summary>
    /// <param name="matrix">Shape [row count, width].</param>
    /// <param name="sums">Receives the sums: width values.</param>
    /// <returns>The sum of the weights.</returns>
    internal double SumOfRows(Tensor matrix, Span<double> sums)
    {
        using var hostMatrix = matrix.cpu();
        using var hostWeights = _weights.cpu();
        var values = MemoryMarshal.Cast<byte, float>(hostMatrix.bytes);
        var weights = MemoryMarshal.Cast<byte, float>(hostWeights.bytes);
        var total = 0.0;
        sums.Clear();
        for (var row = 0; row < RowCount; row++)
        {
            total += weights[row];
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += (double)weights[row] * values[(row * sums.Length) + i];
            }
        }

        return total;
    }

    private void ForEachRow(Span<float> rows, Action<int, Span<float>> change)
    {
        for (var row = 0; row < RowCount; row++)
        {
            change(row, rows.Slice(row * _rowSize, _rowSize));
        }
    }

    /// <summary>Where the rows begin: only of what the network gets, other threads have rows in the same memory.</summary>
    private int Place(Tensor memory) => _isShared && ReferenceEquals(memory, _corruptedRows ?? _hostRows) ? _place : 0;

    private Span<float> Values(Tensor memory) =>
        MemoryMarshal.Cast<byte, float>(memory.bytes).Slice(Place(memory) * _rowSize, RowCount * _rowSize);

    private void SpreadSparseRows()
    {
        if (_isDense)
        {
            _sparseRows!.Spread(0, _rowSize, Values(_hostRows));
        }
    }
}
