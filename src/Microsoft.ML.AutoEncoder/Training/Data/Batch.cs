using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A place for a worker's rows of one training step, filled anew for each.</summary>
/// <remarks>The place belongs to the dispose scope in which the batch is created, and what it is seen through to that in which it is filled.</remarks>
internal sealed class Batch
{
    private readonly Tensor _hostRows;
    private readonly Tensor _hostWeights;
    private readonly Tensor? _corruptedRows;
    private readonly int _rowSize;
    private readonly bool _hasWeights;
    private readonly TrainingDevice _device;
    private Tensor _weights;

    internal Batch(int capacity, int rowSize, bool hasWeights, bool isCorrupted, TrainingDevice device)
    {
        _rowSize = rowSize;
        _hasWeights = hasWeights;
        _device = device;
        Rows = _hostRows = zeros(capacity, rowSize, dtype: ScalarType.Float32, device: CPU);
        _weights = _hostWeights = zeros(capacity, dtype: ScalarType.Float32, device: CPU);
        _corruptedRows = isCorrupted ? zeros_like(_hostRows) : null;
    }

    /// <summary>How many rows there are now.</summary>
    internal int RowCount { get; private set; }

    /// <summary>Shape [row count, row size].</summary>
    internal Tensor Rows { get; private set; }

    /// <summary>Shape [row count]; null where every row has the weight 1.</summary>
    internal Tensor? Weights => _hasWeights ? _weights : null;

    /// <param name="source">Where the rows come from.</param>
    /// <param name="first">The number of the first one in the source.</param>
    /// <param name="count">How many to take.</param>
    internal void Fill(IRowSource source, int first, int count)
    {
        RowCount = count;
        if (source.SelectOnDevice(first, count) is { } onDevice)
        {
            (Rows, _weights) = onDevice;
            return;
        }

        source.CopyTo(first, MemoryMarshal.Cast<byte, float>(_hostRows.bytes), MemoryMarshal.Cast<byte, float>(_hostWeights.bytes)[..count]);
        Rows = _device.Bring(_hostRows.narrow(0, 0, count));
        _weights = _device.Bring(_hostWeights.narrow(0, 0, count));
    }

    /// <summary>Copies the rows and changes each copy.</summary>
    /// <param name="corrupt">Receives the number of a row, from 0, and its copy.</param>
    /// <returns>The changed copies. Shape [row count, row size].</returns>
    internal Tensor CorruptedRows(Action<int, Span<float>> corrupt)
    {
        var copies = MemoryMarshal.Cast<byte, float>(_corruptedRows!.bytes);
        MemoryMarshal.Cast<byte, float>(_hostRows.bytes)[..(RowCount * _rowSize)].CopyTo(copies);
        for (var row = 0; row < RowCount; row++)
        {
            corrupt(row, copies.Slice(row * _rowSize, _rowSize));
        }

        return _device.Bring(_corruptedRows.narrow(0, 0, RowCount));
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
}
