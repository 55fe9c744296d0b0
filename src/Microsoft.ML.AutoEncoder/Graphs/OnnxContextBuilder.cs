using Microsoft.ML.Model.OnnxConverter;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Adds operations to the graph that ML.NET makes of a whole pipeline.</summary>
/// <param name="context">ML.NET's graph.</param>
internal sealed class OnnxContextBuilder(OnnxContext context) : IGraphBuilder
{
    // Null would mean the domain ai.onnx.ml.
    private const string StandardDomain = "";
    private const int LeastOperatorSet = 9;
    private const int LeastOperatorSetOfTopK = 11;

    /// <exception cref="InvalidOperationException">The graph is to have an operator set that lacks an operator of the network.</exception>
    internal static void CheckOperatorSet(OnnxContext context, NetworkShape shape, string name, bool needsTopK = false) =>
        context.CheckOpSetVersion(
            shape.ActiveCodeUnits is null && !needsTopK && !shape.Layers.Any(layer => layer is UpsamplingLayer)
                ? LeastOperatorSet
                : LeastOperatorSetOfTopK,
            name);

    // The engine finds types and shapes of what lies between by itself.
    public string Tensor(string name, int size) => context.AddIntermediateVariable(null, FreeName(name), skip: true);

    public string Constant(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) => shape.IsEmpty
        ? context.AddInitializer(values[0], FreeName(name))
        : context.AddInitializer(values.ToArray(), Widened(shape), FreeName(name));

    public string Constant(string name, params ReadOnlySpan<long> values) =>
        context.AddInitializer(values.ToArray(), new[] { (long)values.Length }, FreeName(name));

    public void Operation(
        string type, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs, params ReadOnlySpan<OperationAttribute> attributes)
    {
        var node = context.CreateNode(type, inputs.ToArray(), outputs.ToArray(), context.GetNodeName(type), StandardDomain);
        foreach (var attribute in attributes)
        {
            switch (attribute)
            {
                case { Number: { } number }:
                    node.AddAttribute(attribute.Name, (double)number);
                    break;
                case { WholeNumber: { } number }:
                    node.AddAttribute(attribute.Name, number);
                    break;
                default:
                    node.AddAttribute(attribute.Name, attribute.WholeNumbers!);
                    break;
            }
        }
    }

    private static long[] Widened(ReadOnlySpan<int> shape)
    {
        var widened = new long[shape.Length];
        for (var i = 0; i < widened.Length; i++)
        {
            widened[i] = shape[i];
        }

        return widened;
    }

    /// <summary>ML.NET registers the names of intermediate tensors as columns, too: one of a user's column would replace that.</summary>
    private string FreeName(string name)
    {
        var free = name;
        for (var i = 1; context.ContainsColumn(free); i++)
        {
            free = $"{name}_{i}";
        }

        return free;
    }
}
