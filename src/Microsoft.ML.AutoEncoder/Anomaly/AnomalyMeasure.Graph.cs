using Microsoft.ML.AutoEncoder.Graphs;

namespace Microsoft.ML.AutoEncoder;

internal sealed partial record AnomalyMeasure : IGraphMeasure
{
    float IGraphMeasure.SlotErrorFactor => (float)(1 / ErrorUnit);

    /// <summary>The share of the error, and that of the squared Mahalanobis distance of the code.</summary>
    void IGraphMeasure.DescribeScore(IGraphBuilder graph, string code, string error, string score)
    {
        var share = Codes is null ? 1f : 1 - CodeDistanceWeight;
        var errorPart = Codes is null ? score : graph.Tensor("error_part", 1);
        graph.Operation("Mul", [error, graph.Constant("error_share", [(float)(share / ErrorUnit)])], [errorPart]);
        if (Codes is null)
        {
            return;
        }

        var distance = graph.Tensor("distance", 1);
        var distancePart = graph.Tensor("distance_part", 1);
        Codes.Describe(graph, code, distance);
        graph.Operation("Mul", [distance, graph.Constant("distance_share", [CodeDistanceWeight])], [distancePart]);
        graph.Operation("Add", [errorPart, distancePart], [score]);
    }
}
