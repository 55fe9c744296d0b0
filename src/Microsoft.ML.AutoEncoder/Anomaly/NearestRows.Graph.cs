using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

internal sealed partial class NearestRows
{
    // Distances from all rows are computed as products, which cancel; the nearest few then once more, as differences.
    private const int Candidates = 16;

    /// <summary>Describes <see cref="MeanDistance"/> as operations of a graph. Needs the operator set 11.</summary>
    /// <param name="graph">Takes the operations.</param>
    /// <param name="rows">The tensor of the rows, where distances are measured.</param>
    /// <returns>The tensor of the mean distances.</returns>
    internal string Describe(IGraphBuilder graph, string rows)
    {
        var nearest = Math.Min(Neighbours + 1, Count);
        var distances = DescribeNearest(graph, rows, nearest);
        var value = new GraphRow(graph, 1);
        // Negative distances, the nearest first.
        var near = Mean(0, Math.Min(Neighbours, nearest));
        var isSame = value.Binary("Less", Mean(0, 1), graph.Constant("same_distance", [SameDistance]), "is_same");
        var chosen = graph.Tensor("mean_distance", 1);
        graph.Operation("Where", [isSame, Mean(1, nearest), near], [chosen]);
        return chosen;

        string Mean(int from, int to)
        {
            var weights = new float[nearest];
            weights.AsSpan(from, to - from).Fill(-1f / Math.Max(1, to - from));
            return value.Binary("MatMul", distances, graph.Constant("means", weights, nearest, 1), "mean");
        }
    }

    /// <returns>The tensor of the negative distances of the nearest rows.</returns>
    private string DescribeNearest(IGraphBuilder graph, string rows, int nearest)
    {
        var all = new GraphRow(graph, Count);
        var halfSquares = new float[Count];
        for (var n = 0; n < Count; n++)
        {
            halfSquares[n] = TensorPrimitives.SumOfSquares(sample.AsSpan(n * size, size)) / 2;
        }

        var constants = graph.Constant("training_rows", sample, Count, size);
        var products = all.Binary("MatMul", rows, all.Unary("Transpose", constants, "training_columns"), "products");
        var nearness = all.Binary("Sub", products, all.Constant("half_squares", halfSquares), "nearness");
        var candidates = Math.Min(Candidates, Count);
        var (values, places) = (graph.Tensor("nearness_of_candidates", candidates), graph.Tensor("candidates", candidates));
        graph.Operation("TopK", [nearness, graph.Constant("candidate_count", (long)candidates)], [values, places]);

        var few = new GraphRow(graph, candidates * size);
        var gathered = few.Binary("Gather", constants, places, "candidate_rows");
        var row = few.Binary("Reshape", rows, graph.Constant("row_shape", 0L, 1L, size), "row");
        var norms = few.Unary(
            "ReduceL2", few.Binary("Sub", gathered, row, "to_candidates"), "candidate_distances", new OperationAttribute("axes", [2L]));
        var flat = few.Binary("Reshape", norms, graph.Constant("distance_shape", 0L, candidates), "distances");
        var (distances, order) = (graph.Tensor("nearest_distances", nearest), graph.Tensor("nearest", nearest));
        graph.Operation("TopK", [few.Unary("Neg", flat, "negative"), graph.Constant("count", (long)nearest)], [distances, order]);
        return distances;
    }
}
