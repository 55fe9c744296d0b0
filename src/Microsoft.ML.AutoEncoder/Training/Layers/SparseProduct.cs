using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Products of a matrix that is mostly zeros with a dense one. Each sum is one chain of additions, in the order of rows or
/// slots.</summary>
internal static class SparseProduct
{
    /// <summary>Multiplies rows by weights.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="weights">Shape [row size, outputs], in the host's memory, row after row.</param>
    /// <returns>Shape [rows, outputs].</returns>
    internal static Tensor Of(SparseRows rows, Tensor weights)
    {
        var outputs = (int)weights.shape[1];
        var product = zeros(rows.RowCount, outputs, dtype: ScalarType.Float32, device: CPU);
        AddTo(
            rows, MemoryMarshal.Cast<byte, float>(weights.bytes), MemoryMarshal.Cast<byte, float>(product.bytes), outputs);
        return product;
    }

    /// <summary>Multiplies rows by weights, and adds the products.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="weights">Shape [row size, outputs], row after row.</param>
    /// <param name="sums">Are changed. Shape [rows, outputs].</param>
    /// <param name="outputs">The number of outputs.</param>
    internal static void AddTo(SparseRows rows, ReadOnlySpan<float> weights, Span<float> sums, int outputs)
    {
        var kernel = WeightedSum.ChooseDividing(outputs, WeightedSum.HardwareLaneCount);
        for (var row = 0; row < rows.RowCount; row++)
        {
            kernel.Add(weights, rows.Indices(row), rows.Values(row), sums.Slice(row * outputs, outputs));
        }
    }

    /// <summary>Multiplies some slots of rows, transposed, by a matrix, and adds the products.</summary>
    /// <param name="rows">The rows, sorted by slots.</param>
    /// <param name="firstSlot">The first slot.</param>
    /// <param name="matrix">Shape [rows, outputs], in the host's memory, row after row.</param>
    /// <param name="sums">Are changed. Shape [slots, outputs].</param>
    internal static void AddTransposed(SparseRows rows, int firstSlot, Tensor matrix, Span<float> sums)
    {
        var outputs = (int)matrix.shape[1];
        var values = MemoryMarshal.Cast<byte, float>(matrix.bytes);
        var kernel = WeightedSum.ChooseDividing(outputs, WeightedSum.HardwareLaneCount);
        for (var start = 0; start < sums.Length; start += outputs)
        {
            var slot = rows.Slot(firstSlot + (start / outputs));
            if (slot.Values.Length > 0)
            {
                kernel.Add(values, slot.Indices, slot.Values, sums.Slice(start, outputs));
            }
        }
    }
}
