using Microsoft.ML.AutoEncoder.Graphs;

namespace Microsoft.ML.AutoEncoder;

internal sealed partial record RowMeasure : IGraphMeasure
{
    int IGraphMeasure.Layer => Math.Max(ErrorLayer, Centre is null && Nearest is null ? 0 : Space.Layer);

    bool IGraphMeasure.ComparesLayer => ErrorLayer > 0;

    bool IGraphMeasure.NeedsTopK => Nearest is not null;

    void IGraphMeasure.Describe(
        IGraphBuilder graph, string input, string difference, string? layer, string? layerOfReconstruction, GraphOutputs outputs)
    {
        var slots = new GraphRow(graph, Scale?.Offsets.Length ?? 1);
        var scaled = Scale is null
            ? difference
            : slots.Binary("Div", difference, slots.Constant("units", Scale.Units), "scaled_difference");
        var squares = slots.Binary("Mul", scaled, scaled, "scaled_squares");
        if (outputs.SlotErrors is { } slotErrors)
        {
            graph.Operation("Mul", [squares, graph.Constant("per_unit", [(float)(1 / Oddness.Error.Unit)])], [slotErrors]);
        }

        if (outputs.Score is { } score)
        {
            var value = new GraphRow(graph, 1);
            var error = graph.Tensor("scaled_error", 1);
            graph.Operation("ReduceMean", [squares], [error], new OperationAttribute("axes", [1L]));
            var oddness = DescribeOddness(value, error, Space.Layer > 0 ? layer! : DescribeScaled(slots, input));
            if (ErrorLayer > 0)
            {
                var layerError = DescribeLayerError(graph, layer!, layerOfReconstruction!);
                var onScale = Oddness.Layer!.Value.Describe(value, layerError, 1);
                oddness = oddness is null ? onScale : value.Binary("Max", oddness, onScale, "greatest_oddness");
            }

            var rarity = Rarity.Describe(value, oddness!);
            // The greater of two numbers of which one is missing may be the other one.
            graph.Operation("Where", [value.Unary("IsNaN", error, "is_missing"), error, rarity], [score]);
        }
    }

    private string DescribeScaled(GraphRow slots, string input)
    {
        if (Scale is null || (Centre is null && Nearest is null))
        {
            return input;
        }

        var centred = slots.Binary("Sub", input, slots.Constant("offsets", Scale.Offsets), "centred_input");
        return slots.Binary("Div", centred, slots.Constant("units", Scale.Units), "scaled_input");
    }

    private static string DescribeLayerError(IGraphBuilder graph, string layer, string layerOfReconstruction)
    {
        var row = new GraphRow(graph, 1);
        var difference = row.Binary("Sub", layer, layerOfReconstruction, "layer_difference");
        return row.Unary(
            "ReduceMean", row.Binary("Mul", difference, difference, "layer_squares"), "layer_error", new OperationAttribute("axes", [1L]));
    }

    /// <returns>The tensor of what the error and the distances make; null if they do not count.</returns>
    private string? DescribeOddness(GraphRow value, string error, string point)
    {
        string? neighbourhood = null;
        if (Nearest is not null)
        {
            var distance = Nearest.Rows.Describe(value.Graph, Nearest.Whitening.DescribeWhitened(value.Graph, point));
            var share = Oddness.CountsError ? OddnessScale.NearestWeight : 1;
            neighbourhood = Oddness.Nearest!.Value.Describe(value, distance, share);
        }

        if (Oddness.CountsError)
        {
            var share = Nearest is null ? 1 : 1 - OddnessScale.NearestWeight;
            var ofError = Oddness.Error.Describe(value, error, share);
            neighbourhood = neighbourhood is null ? ofError : value.Binary("Add", neighbourhood, ofError, "neighbourhood");
        }

        if (Centre is null)
        {
            return neighbourhood;
        }

        var squared = value.Graph.Tensor("squared_distance", 1);
        value.Graph.Operation(
            "ReduceSumSquare", [Centre.DescribeWhitened(value.Graph, point)], [squared], new OperationAttribute("axes", [1L]));
        var whole = Oddness.Centre!.Value.Describe(value, squared, 1);
        return neighbourhood is null ? whole : value.Binary("Max", whole, neighbourhood, "oddness");
    }
}
