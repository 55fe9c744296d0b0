using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>All rows of a feed in the memory of a device, where those of the current batch are picked out.</summary>
/// <remarks>The tensors belong to the dispose scope in which the object is created.</remarks>
internal sealed class DeviceRows : IRowSource
{
    private readonly ShuffledBatches _feed;
    private readonly TrainingDevice _device;
    private readonly Tensor _rows;
    private readonly Tensor _weights;

    private DeviceRows(ShuffledBatches feed, TrainingDevice device, Tensor rows, Tensor weights) =>
        (_feed, _device, _rows, _weights) = (feed, device, rows, weights);

    /// <returns>Null if the feed does not have all rows in memory, or they do not fit into that of the device.</returns>
    internal static DeviceRows? TryCreate(IBatchFeed feed, TrainingDevice device)
    {
        if (feed.InMemory is not { } shuffled)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        Tensor rows, weights;
        try
        {
            rows = empty(shuffled.Data.RowCount, shuffled.Data.RowSize, ScalarType.Float32, device.Torch);
            weights = empty(shuffled.Data.RowCount, ScalarType.Float32, device.Torch);
        }
        catch (ExternalException)
        {
            return null;
        }

        Copy(shuffled.Data, rows, weights);
        return new DeviceRows(shuffled, device, rows.MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void CopyTo(int first, Span<float> rows, Span<float> weights) => _feed.CopyTo(first, rows, weights);

    /// <inheritdoc/>
    public void CopyTo(int first, SparseRows rows, Span<float> weights) => _feed.CopyTo(first, rows, weights);

    /// <inheritdoc/>
    public void CopyLabels(int first, Span<float> labels) => _feed.CopyLabels(first, labels);

    /// <inheritdoc/>
    public void CopyPseudoLabels(int first, Span<float> labels, Span<float> trusts) => _feed.CopyPseudoLabels(first, labels, trusts);

    /// <summary>Picks rows of the current batch.</summary>
    public RowTensors SelectOnDevice(int first, int count)
    {
        var numbers = _device.Bring(tensor(_feed.RowNumbers.Slice(first, count).ToArray()));
        return new RowTensors(_rows.index_select(0, numbers), _weights.index_select(0, numbers));
    }

    /// <summary>Copies part by part, so that the host needs little memory besides.</summary>
    private static void Copy(RowStore data, Tensor rows, Tensor weights)
    {
        var capacity = Math.Min(data.RowCount, RowStore.RowsPerBlock(data.RowSize));
        var part = new Batch(capacity, data.RowSize, hasWeights: true, isCorrupted: false, TrainingDevice.Cpu);
        for (var first = 0; first < data.RowCount; first += capacity)
        {
            using var scope = NewDisposeScope();
            part.Fill(data, first, Math.Min(capacity, data.RowCount - first), place: 0);
            rows.narrow(0, first, part.RowCount).copy_(part.Rows);
            weights.narrow(0, first, part.RowCount).copy_(part.Weights!);
        }
    }
}
