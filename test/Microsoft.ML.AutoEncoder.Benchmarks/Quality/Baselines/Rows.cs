using static TorchSharp.torch;

namespace Benchmarks.Quality.Baselines;

/// <summary>Rows of numbers as matrices, and back. The tensors belong to the caller's dispose scope.</summary>
internal static class Rows
{
    internal static Tensor Write(IReadOnlyList<float[]> rows) =>
        tensor(rows.SelectMany(row => row).ToArray(), [rows.Count, rows[0].Length]);

    internal static float[][] Read(Tensor matrix)
    {
        var values = matrix.contiguous().data<float>().ToArray();
        return [.. values.Chunk((int)matrix.shape[1])];
    }

    /// <summary>Moves the rows so that their mean is 0.</summary>
    internal static (Tensor Centred, Tensor Mean) Centre(IReadOnlyList<float[]> rows)
    {
        var matrix = Write(rows);
        var mean = matrix.mean([0L]);
        return (matrix.sub(mean), mean);
    }
}
