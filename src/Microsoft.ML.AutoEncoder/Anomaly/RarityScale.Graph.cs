namespace Microsoft.ML.AutoEncoder;

internal sealed partial class RarityScale
{
    /// <summary>Describes <see cref="Of"/> as operations of a graph: the first value, and for each step between two points the part of it
    /// that the oddness has climbed.</summary>
    /// <param name="value">Takes the operations.</param>
    /// <param name="oddness">The tensor of the oddness.</param>
    /// <returns>The tensor of the result.</returns>
    internal string Describe(GraphRow value, string oddness)
    {
        var graph = value.Graph;
        // 1 minus what lies below the first point, and what lies above the last one.
        var below = Excess(value.Binary("Sub", value.Constant("least", _oddness[0]), oddness, "below_least"), 1 / Unit, "below");
        var first = value.Binary(
            "Div", value.Constant("first", _rarity[0]), value.Binary("Add", below, value.Constant("one", 1), "below_one"), "of_first");
        var greatest = value.Constant("greatest", _oddness[^1]);
        var above = Excess(value.Binary("Sub", oddness, greatest, "above_greatest"), _rarity[^1] / Unit, "above");
        var result = value.Binary("Add", first, above, "beyond");
        if (_oddness.Length == 1)
        {
            return result;
        }

        var steps = new GraphRow(graph, _oddness.Length - 1);
        var pairs = _oddness.Zip(_oddness.Skip(1)).ToArray();
        var from = steps.Binary("Sub", oddness, steps.Constant("points", _oddness.SkipLast(1)), "from_points");
        var parts = steps.Binary(
            "Mul", from, steps.Constant("step_parts", pairs.Select(pair => 1 / (pair.Second - pair.First))), "parts");
        var atLeast = steps.Binary("Max", parts, steps.Constant("zero", 0), "parts_from_zero");
        var bounded = steps.Binary("Min", atLeast, steps.Constant("one", 1), "parts_to_one");
        float[] heights = [.. _rarity.Zip(_rarity.Skip(1), (low, high) => (float)(high - low))];
        var climbed = value.Binary("MatMul", bounded, graph.Constant("step_heights", heights, heights.Length, 1), "climbed");
        return value.Binary("Add", result, climbed, "rarity");

        string Excess(string difference, double factor, string name)
        {
            var positive = value.Unary("Relu", difference, name);
            return value.Binary("Mul", positive, value.Constant($"{name}_factor", factor), $"{name}_part");
        }
    }
}
