using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Rows in a space of few dimensions, where comparing all with all is affordable: that of their principal components.</summary>
internal static class RowCoordinates
{
    private const int MostDimensions = 64;
    private const int Oversampling = 8;
    private const int PowerIterations = 4;
    private const int MostSampledRows = 4_096;
    private const int MostSampledValues = 1 << 23;
    private const int RowsPerBlock = 64;

    /// <param name="team">The threads that share the work.</param>
    /// <param name="data">Where the rows are.</param>
    /// <param name="rows">Their numbers.</param>
    /// <param name="seed">Decides where the search for the components begins.</param>
    /// <param name="checkAlive">Called now and then.</param>
    /// <returns>The coordinates of one row after the other, and how many a row has.</returns>
    internal static (float[] Values, int Dimensions) Of(
        WorkerTeam team, RowStore data, int[] rows, int seed, Action checkAlive)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var axes = data.RowSize > MostDimensions ? FindAxes(data, rows, seed) : null;
        var dimensions = axes is null ? data.RowSize : (int)axes.shape[1];
        var values = new float[rows.Length * (long)dimensions];
        team.Run(thread =>
        {
            using var noGradients = no_grad();
            var (first, end) = WorkerTeam.Share(rows.Length, thread, team.Size);
            for (var start = first; start < end; start += RowsPerBlock)
            {
                checkAlive();
                using var block = NewDisposeScope();
                var count = Math.Min(RowsPerBlock, end - start);
                var dense = Rows(data, rows.AsSpan(start, count));
                var projected = axes is null ? dense : dense.mm(axes);
                MemoryMarshal.Cast<byte, float>(projected.bytes).CopyTo(values.AsSpan(start * dimensions));
            }
        });
        return (values, dimensions);
    }

    /// <summary>The axes on which a sample of the rows varies most (Halko, Martinsson, Tropp, "Finding Structure with Randomness",
    /// 2011).</summary>
    /// <returns>Shape [row size, dimensions].</returns>
    private static Tensor FindAxes(RowStore data, int[] rows, int seed)
    {
        var most = Math.Clamp(MostSampledValues / data.RowSize, MostDimensions + Oversampling, MostSampledRows);
        int[] sampled = rows.Length <= most
            ? rows
            : [.. Enumerable.Range(0, most).Select(i => rows[(int)((long)i * rows.Length / most)])];
        var sample = Rows(data, sampled);
        sample = sample.sub(sample.mean([0L]));
        var width = Math.Min(Math.Min(sampled.Length, data.RowSize), MostDimensions + Oversampling);
        var start = empty(data.RowSize, width, ScalarType.Float32, CPU);
        new RowRandom(SplitMix64.Mix((uint)seed)).FillGaussian(MemoryMarshal.Cast<byte, float>(start.bytes));
        var range = sample.mm(start);
        for (var i = 0; i < PowerIterations; i++)
        {
            range = sample.mm(Orthonormal(sample.t().mm(Orthonormal(range))));
        }

        var (_, _, axes) = linalg.svd(Orthonormal(range).t().mm(sample), fullMatrices: false);
        return axes.narrow(0, 0, Math.Min(width, MostDimensions)).t().contiguous();
    }

    private static Tensor Orthonormal(Tensor columns) => linalg.qr(columns).Q;

    private static Tensor Rows(RowStore data, ReadOnlySpan<int> rows)
    {
        var tensor = empty(rows.Length, data.RowSize, ScalarType.Float32, CPU);
        var values = MemoryMarshal.Cast<byte, float>(tensor.bytes);
        for (var i = 0; i < rows.Length; i++)
        {
            data.Copy(rows[i], values[(i * data.RowSize)..]);
        }

        return tensor;
    }
}
