using Microsoft.ML.AutoEncoder.Onnx;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>A node of an ONNX graph with what is known of its inputs.</summary>
/// <param name="node">The node.</param>
/// <param name="inputs">For each input a <see cref="Signal"/>, a <see cref="ConstantTensor"/> or a <see cref="SelectionPart"/>; null where
/// an optional one is left out.</param>
/// <param name="tensors">Reads tensors in attributes.</param>
/// <param name="budget">Bounds what is allocated.</param>
internal sealed class OnnxOperation(NodeProto node, IReadOnlyList<object?> inputs, TensorReader tensors, AllocationBudget budget)
{
    private readonly HashSet<string> _known = [];

    internal string Type => node.OpType;

    internal int InputCount => inputs.Count;

    internal bool IsSignal(int index) => index < inputs.Count && inputs[index] is Signal;

    internal bool Has(int index) => index < inputs.Count && inputs[index] is not null;

    internal Signal Signal(int index) => Has(index) && inputs[index] is Signal signal
        ? signal
        : throw new InvalidDataException(Part(index) is not null
            ? SelectionPart.Misuse
            : $"Its input {index} must depend on the network's input, but is a constant or missing.");

    /// <summary>The input, where it is a part of a selection of values.</summary>
    internal SelectionPart? Part(int index) => Has(index) ? inputs[index] as SelectionPart : null;

    internal ConstantTensor Constant(int index) => Has(index) && inputs[index] is ConstantTensor constant
        ? constant
        : throw new InvalidDataException(Part(index) is not null
            ? SelectionPart.Misuse
            : $"Its input {index} must be a constant, but depends on the network's input or is missing.");

    internal ConstantTensor Numbers(int index) => Constant(index) is { Numbers: not null } constant
        ? constant
        : throw new InvalidDataException($"Its input {index} holds whole numbers in place of numbers.");

    internal long[] WholeNumbers(int index) => Constant(index).WholeNumbers
        ?? throw new InvalidDataException($"Its input {index} holds numbers in place of whole numbers.");

    internal float Number(string name, float otherwise) =>
        Find(name, AttributeProto.Types.AttributeType.Float) is { } attribute ? attribute.F : otherwise;

    internal long WholeNumber(string name, long otherwise) =>
        Find(name, AttributeProto.Types.AttributeType.Int) is { } attribute ? attribute.I : otherwise;

    internal long[]? WholeNumbers(string name) =>
        Find(name, AttributeProto.Types.AttributeType.Ints) is { } attribute ? [.. attribute.Ints] : null;

    internal float[]? Numbers(string name) =>
        Find(name, AttributeProto.Types.AttributeType.Floats) is { } attribute ? [.. attribute.Floats] : null;

    internal string Text(string name, string otherwise) =>
        Find(name, AttributeProto.Types.AttributeType.String) is { } attribute ? attribute.S.ToStringUtf8() : otherwise;

    internal ConstantTensor? Tensor(string name) =>
        Find(name, AttributeProto.Types.AttributeType.Tensor) is { T: not null } attribute ? tensors.Read(attribute.T, name) : null;

    /// <summary>Names attributes that change nothing here.</summary>
    internal void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _known.Add(name);
        }
    }

    /// <summary>Must be called before an array is allocated that is made of others.</summary>
    internal void Charge(long count) => budget.Charge(count);

    /// <exception cref="InvalidDataException">The node has an attribute that nobody has asked for, or one twice.</exception>
    internal void CheckAttributes()
    {
        if (node.Attribute.DistinctBy(attribute => attribute.Name).Count() < node.Attribute.Count)
        {
            throw new InvalidDataException("One of its attributes is given twice.");
        }

        if (node.Attribute.FirstOrDefault(attribute => !_known.Contains(attribute.Name)) is { } unknown)
        {
            throw new InvalidDataException($"Its attribute '{unknown.Name}' cannot be read.");
        }
    }

    private AttributeProto? Find(string name, AttributeProto.Types.AttributeType type)
    {
        _known.Add(name);
        var attribute = node.Attribute.FirstOrDefault(candidate => candidate.Name == name);
        var hasType = attribute?.Type == type || attribute?.Type is AttributeProto.Types.AttributeType.Undefined;
        return attribute is null || (hasType && !attribute.HasRefAttrName)
            ? attribute
            : throw new InvalidDataException($"Its attribute '{name}' is of another type than {type}.");
    }
}
