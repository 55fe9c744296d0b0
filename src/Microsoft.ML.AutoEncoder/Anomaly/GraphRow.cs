namespace Microsoft.ML.AutoEncoder;

/// <summary>Adds operations on rows of one width to a graph.</summary>
/// <param name="graph">Takes the operations.</param>
/// <param name="size">The number of values in a row.</param>
internal sealed class GraphRow(IGraphBuilder graph, int size)
{
    internal IGraphBuilder Graph => graph;

    internal string Constant(string name, ReadOnlySpan<float> values) => graph.Constant(name, values, 1, values.Length);

    internal string Constant(string name, double value) => graph.Constant(name, [(float)value]);

    internal string Constant(string name, IEnumerable<double> values) =>
        Constant(name, values.Select(value => (float)value).ToArray().AsSpan());

    internal string Unary(string type, string input, string output, params ReadOnlySpan<OperationAttribute> attributes)
    {
        output = graph.Tensor(output, size);
        graph.Operation(type, [input], [output], attributes);
        return output;
    }

    internal string Binary(string type, string first, string second, string output)
    {
        output = graph.Tensor(output, size);
        graph.Operation(type, [first, second], [output]);
        return output;
    }
}
