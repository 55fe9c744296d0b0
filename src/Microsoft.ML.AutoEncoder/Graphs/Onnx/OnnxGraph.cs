using System.Collections.Immutable;
using Microsoft.ML.AutoEncoder.Onnx;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Follows the nodes of an ONNX graph from its input on, and keeps for each tensor what it is.</summary>
internal sealed class OnnxGraph
{
    private readonly Dictionary<string, object> _tensors = new(StringComparer.Ordinal);
    private readonly TensorReader _reader;
    private readonly AllocationBudget _budget;

    /// <param name="model">The file.</param>
    /// <param name="directory">Where external data may lie; null if there may be none.</param>
    /// <exception cref="InvalidDataException">Names are missing, or given twice; a node comes before what it needs; a constant cannot be
    /// read; there is no input, or more than one.</exception>
    internal OnnxGraph(ModelProto model, string? directory)
    {
        _reader = new TensorReader(directory);
        foreach (var initializer in model.Graph.Initializer)
        {
            Define(initializer.Name, _reader.Read(initializer, initializer.Name));
        }

        _budget = new AllocationBudget(model.CalculateSize() + _reader.ExternalSize);
        AddInput(model.Graph);
        foreach (var node in model.Graph.Node)
        {
            Follow(node);
        }

        Outputs = [.. model.Graph.Output.Select(output => output.Name).Distinct()];
        if (Outputs.FirstOrDefault(output => !_tensors.ContainsKey(output)) is { } missing)
        {
            throw new InvalidDataException($"Its output '{missing}' is computed nowhere.");
        }
    }

    /// <summary>The names of the tensors that the file says it gives.</summary>
    internal ImmutableArray<string> Outputs { get; }

    internal bool Contains(string name) => _tensors.ContainsKey(name);

    internal bool IsReadable(string name) => _tensors[name] is Signal;

    /// <exception cref="InvalidDataException">There is no tensor of this name, it is a constant, or something on the way to it cannot be
    /// read.</exception>
    internal Signal Find(string name) => _tensors.GetValueOrDefault(name) switch
    {
        Signal signal => signal,
        UnreadableTensor unreadable => throw new InvalidDataException(unreadable.Reason),
        SelectionPart => throw new InvalidDataException(SelectionPart.Misuse),
        null => throw new InvalidDataException($"It has no tensor '{name}'. Its outputs are: {string.Join(", ", Outputs)}."),
        _ => throw new InvalidDataException($"The tensor '{name}' does not depend on the input."),
    };

    private void Define(string name, object tensor)
    {
        if (name.Length == 0 || !_tensors.TryAdd(name, tensor))
        {
            throw new InvalidDataException(
                name.Length == 0 ? "One of its tensors has no name." : $"The name '{name}' is given to two of its tensors.");
        }
    }

    private void AddInput(GraphProto graph)
    {
        // In old files, initializers are listed among the inputs.
        var inputs = graph.Input.Where(input => !_tensors.ContainsKey(input.Name)).ToArray();
        if (inputs is not [var input])
        {
            var names = string.Join(", ", inputs.Take(8).Select(input => $"'{input.Name}'"));
            throw new InvalidDataException(
                inputs.Length == 0 ? "It has no input." : $"It has {inputs.Length} inputs ({names}); one can be read.");
        }

        var type = input.Type?.TensorType;
        if (type is null
            || (TensorProto.Types.DataType)type.ElemType is not (TensorProto.Types.DataType.Float or TensorProto.Types.DataType.Double))
        {
            throw new InvalidDataException($"Its input '{input.Name}' is not a tensor of FLOAT or DOUBLE.");
        }

        var row = type.Shape?.Dim.Skip(1).Select(dimension => dimension.DimValue).ToArray() ?? [];
        if (row.Length == 0 || Array.Exists(row, dimension => dimension <= 0))
        {
            Define(input.Name, new Signal(null, ScalarFunction.Value, null));
            return;
        }

        var size = ConstantTensor.CountOf(row);
        Define(input.Name, new Signal(ImportedChain.Start(size), ScalarFunction.Value, [.. row.Select(dimension => (int)dimension)]));
    }

    private void Follow(NodeProto node)
    {
        var inputs = node.Input.Select(name => name.Length == 0
            ? null
            : _tensors.TryGetValue(name, out var tensor)
                ? tensor
                : throw new InvalidDataException($"{Describe(node)} needs '{name}', which is computed nowhere before it.")).ToArray();
        var result = inputs.OfType<UnreadableTensor>().FirstOrDefault() ?? Read(node, inputs);
        for (var i = 0; i < node.Output.Count; i++)
        {
            // Further outputs (the mask of a Dropout) are of no use, and may be without a name.
            if (i == 0 || node.Output[i].Length > 0)
            {
                Define(node.Output[i], i == 0 ? result : Further(node, i, result));
            }
        }
    }

    /// <summary>An output other than the first one.</summary>
    private static object Further(NodeProto node, int output, object first) => output == 1 && first is SelectionPart.Values values
        ? new SelectionPart.Places(values)
        : new UnreadableTensor($"{Describe(node)} gives '{node.Output[output]}', which is no part of a chain.");

    private object Read(NodeProto node, IReadOnlyList<object?> inputs)
    {
        try
        {
            var operation = new OnnxOperation(node, inputs, _reader, _budget);
            var result = OnnxOperators.Find(node.Domain, node.OpType)(operation);
            operation.CheckAttributes();
            return result;
        }
        catch (InvalidDataException exception)
        {
            return new UnreadableTensor($"{Describe(node)} cannot be read. {exception.Message}");
        }
    }

    private static string Describe(NodeProto node) =>
        $"The node {(node.Name.Length > 0 ? $"'{node.Name}'" : $"that gives '{node.Output.FirstOrDefault()}'")} ({node.OpType})";
}
