using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Rows, each joined to its nearest ones, with edges that are the stronger the nearer they are.</summary>
internal sealed class NeighbourGraph
{
    private const int NeighbourCount = 10;
    private const int RowsPerBlock = 64;

    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly float[] _weights;

    private NeighbourGraph(int[] starts, int[] ends, float[] weights) => (_starts, _ends, _weights) = (starts, ends, weights);

    /// <param name="team">The threads that share the work.</param>
    /// <param name="coordinates">Where the rows are.</param>
    /// <param name="checkAlive">Called now and then.</param>
    internal static NeighbourGraph Create(WorkerTeam team, (float[] Values, int Dimensions) coordinates, Action checkAlive)
    {
        var count = coordinates.Values.Length / coordinates.Dimensions;
        var neighbours = Math.Min(NeighbourCount, count - 1);
        var (ends, squares) = (new int[count * neighbours], new float[count * neighbours]);
        using (NewDisposeScope())
        {
            var points = tensor(coordinates.Values, count, coordinates.Dimensions);
            var transposed = points.t().contiguous();
            var norms = points.mul(points).sum(1);
            team.Run(thread =>
            {
                using var noGradients = no_grad();
                var (first, end) = WorkerTeam.Share(count, thread, team.Size);
                for (var start = first; start < end; start += RowsPerBlock)
                {
                    checkAlive();
                    using var block = NewDisposeScope();
                    var rows = Math.Min(RowsPerBlock, end - start);
                    var part = points.narrow(0, start, rows);
                    // Without the norm of the row itself, which does not change the order.
                    var distances = norms.addmm(part, transposed, beta: 1, alpha: -2);
                    var (nearest, indices) = distances.topk(neighbours + 1, 1, largest: false, sorted: true);
                    Take(
                        start,
                        MemoryMarshal.Cast<byte, float>(nearest.bytes),
                        MemoryMarshal.Cast<byte, long>(indices.bytes),
                        MemoryMarshal.Cast<byte, float>(norms.bytes)[start..]);
                }
            });
        }

        return Join(count, neighbours, ends, squares);

        // Each row is the nearest to itself, or as near as another.
        void Take(int start, ReadOnlySpan<float> nearest, ReadOnlySpan<long> indices, ReadOnlySpan<float> norms)
        {
            for (var row = 0; row < nearest.Length / (neighbours + 1); row++)
            {
                var place = (start + row) * neighbours;
                for (var i = 0; i <= neighbours && place < (start + row + 1) * neighbours; i++)
                {
                    var candidate = (row * (neighbours + 1)) + i;
                    if (indices[candidate] != start + row)
                    {
                        ends[place] = (int)indices[candidate];
                        squares[place++] = Math.Max(0, nearest[candidate] + norms[row]);
                    }
                }
            }
        }
    }

    /// <summary>Spreads values over the edges, again and again: each time a node gets part of what its neighbours have, and what it had
    /// in the beginning.</summary>
    /// <param name="source">What each node has in the beginning.</param>
    /// <param name="part">The part, in (0, 1).</param>
    /// <param name="iterations">How many times.</param>
    /// <param name="checkAlive">Called now and then.</param>
    internal float[] Spread(float[] source, float part, int iterations, Action checkAlive)
    {
        var (values, next) = ((float[])source.Clone(), new float[source.Length]);
        for (var i = 0; i < iterations; i++)
        {
            checkAlive();
            for (var node = 0; node < next.Length; node++)
            {
                var sum = 0f;
                for (var edge = _starts[node]; edge < _starts[node + 1]; edge++)
                {
                    sum += _weights[edge] * values[_ends[edge]];
                }

                next[node] = (part * sum) + source[node];
            }

            (values, next) = (next, values);
        }

        return values;
    }

    /// <summary>Makes edges go both ways. What near is depends on how dense the rows are (Zelnik-Manor, Perona, "Self-Tuning Spectral
    /// Clustering", 2004), and the weights of the edges of a node are divided by the root of their sum, at both ends.</summary>
    private static NeighbourGraph Join(int count, int neighbours, int[] ends, float[] squares)
    {
        var edges = new (long Key, float Weight)[2 * ends.Length];
        for (var place = 0; place < ends.Length; place++)
        {
            var (row, end) = (place / neighbours, ends[place]);
            var scale = Scale(row) * Scale(end);
            var weight = scale > 0 ? MathF.Exp(-squares[place] / scale) : 1f;
            edges[2 * place] = (((long)row * count) + end, weight);
            edges[(2 * place) + 1] = (((long)end * count) + row, weight);
        }

        Array.Sort(edges, (left, right) => left.Key.CompareTo(right.Key));
        var (starts, targets, weights) = (new int[count + 1], new List<int>(edges.Length), new List<float>(edges.Length));
        var sums = new double[count];
        var last = -1L;
        foreach (var (key, weight) in edges)
        {
            if (key == last)
            {
                continue;
            }

            last = key;
            var row = (int)(key / count);
            starts[row + 1]++;
            targets.Add((int)(key % count));
            weights.Add(weight);
            sums[row] += weight;
        }

        var edge = 0;
        for (var row = 0; row < count; row++)
        {
            starts[row + 1] += starts[row];
            for (; edge < starts[row + 1]; edge++)
            {
                var product = Math.Sqrt(sums[row] * sums[targets[edge]]);
                weights[edge] = product > 0 ? (float)(weights[edge] / product) : 0;
            }
        }

        return new NeighbourGraph(starts, [.. targets], [.. weights]);

        float Scale(int row) => MathF.Sqrt(squares[((row + 1) * neighbours) - 1]);
    }
}
