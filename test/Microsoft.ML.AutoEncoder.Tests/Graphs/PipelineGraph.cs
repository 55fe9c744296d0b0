using Google.Protobuf;
using Microsoft.ML.AutoEncoder.Onnx;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;

namespace Microsoft.ML.AutoEncoder.Tests.Graphs;

/// <summary>Walks a transformed data view back to its source and has each step write itself into a graph, as ML.NET's converter
/// does.</summary>
internal sealed class PipelineGraph : OnnxContext
{
    private readonly Dictionary<string, string> _columns = [];
    private readonly HashSet<string> _variables = [];
    private readonly HashSet<string> _nodes = [];
    private readonly int _operatorSet;
    private readonly OnnxModel _model;

    private PipelineGraph(int operatorSet)
    {
        _operatorSet = operatorSet;
        _model = new OnnxModel(operatorSet, irVersion: 6);
        _model.Proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = 2 });
    }

    /// <param name="source">Where the graph starts: its columns of numbers are the inputs that are wanted.</param>
    /// <param name="result">What was transformed from it.</param>
    /// <param name="input">The column that is the input.</param>
    /// <param name="outputs">The columns that are wanted.</param>
    /// <param name="operatorSet">The operator set.</param>
    internal static byte[] Write(IDataView source, IDataView result, string input, string[] outputs, int operatorSet = 12)
    {
        var graph = new PipelineGraph(operatorSet);
        var steps = new Stack<ITransformCanSaveOnnx>();
        for (var view = result; view != source; view = steps.Peek().Source)
        {
            steps.Push((ITransformCanSaveOnnx)view);
        }

        var size = ((VectorDataViewType)source.Schema[input].Type).Size;
        graph._model.Input(graph.AddVariable(input), size);
        foreach (var step in steps)
        {
            if (!step.CanSaveOnnx(graph))
            {
                throw new InvalidOperationException($"{step.GetType()} says that it cannot be exported.");
            }

            step.SaveAsOnnx(graph);
        }

        foreach (var output in outputs)
        {
            graph._model.Node("Identity", [graph.GetVariableName(output)], $"{output}.output");
            graph._model.Graph.Output.Add(Describe($"{output}.output", result.Schema[output].Type));
        }

        return graph._model.Bytes;
    }

    public override string GetNodeName(string prefix) => Unique(prefix, _nodes);

    public override bool IsVariableDefined(string variableName) => _variables.Contains(variableName);

    public override bool ContainsColumn(string colName) => _columns.ContainsKey(colName);

    public override void CheckOpSetVersion(int thisTransformerMinumumOpSetVersion, string registerTransformerName)
    {
        if (_operatorSet < thisTransformerMinumumOpSetVersion)
        {
            throw new InvalidOperationException($"{registerTransformerName} needs the operator set {thisTransformerMinumumOpSetVersion}.");
        }
    }

    public override void RemoveColumn(string colName, bool removeVariable = false) => _columns.Remove(colName);

    public override void RemoveVariable(string variableName, bool removeColumn) => throw new NotSupportedException();

    public override void RemoveInputVariable(string variableName) => throw new NotSupportedException();

    public override string GetVariableName(string colName) => _columns[colName];

    public override string AddIntermediateVariable(DataViewType type, string colName, bool skip = false)
    {
        var name = AddVariable(colName);
        if (!skip)
        {
            _model.Graph.ValueInfo.Add(Describe(name, type));
        }

        return name;
    }

    public override OnnxNode CreateNode(
        string opType, IEnumerable<string> inputs, IEnumerable<string> outputs, string name, string? domain = null)
    {
        // As in ML.NET, where null stands for the domain of classical machine learning.
        var node = new NodeProto { OpType = opType, Name = name, Input = { inputs }, Output = { outputs } };
        node.Domain = domain ?? "ai.onnx.ml";
        _model.Graph.Node.Add(node);
        return new Node(node);
    }

    public override OnnxVersion GetOnnxVersion() => OnnxVersion.Stable;

    public override List<long>? RetrieveShapeOrNull(string variableName) =>
        _model.Graph.ValueInfo.Concat(_model.Graph.Input).FirstOrDefault(value => value.Name == variableName)?.Type.TensorType.Shape.Dim
            .Select(dimension => dimension.HasDimValue ? dimension.DimValue : 1).ToList();

    public override string AddInitializer(bool value, string name, bool makeUniqueName = true) => throw new NotSupportedException();

    public override string AddInitializer(float value, string name, bool makeUniqueName = true) => Add(OnnxModel.Listed(name, [value]));

    public override string AddInitializer(int value, Type type, string name, bool makeUniqueName = true) =>
        throw new NotSupportedException();

    public override string AddInitializer(string value, string name, bool makeUniqueName = true) => throw new NotSupportedException();

    public override string AddInitializer(long value, string name, bool makeUniqueName = true) =>
        Add(new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Int64, Int64Data = { value } });

    public override string AddInitializer(double value, string name, bool makeUniqueName = true) => throw new NotSupportedException();

    public override string AddInitializer(ulong value, bool isUint64, string name, bool makeUniqueName = true) =>
        throw new NotSupportedException();

    public override string AddInitializer(IEnumerable<bool> values, IEnumerable<long> dims, string name, bool makeUniqueName = true) =>
        throw new NotSupportedException();

    public override string AddInitializer(IEnumerable<float> values, IEnumerable<long> dims, string name, bool makeUniqueName = true) =>
        Add(OnnxModel.Listed(name, values.ToArray(), dims.ToArray()));

    public override string AddInitializer(IEnumerable<int> values, Type type, IEnumerable<long> dims, string name,
        bool makeUniqueName = true) =>
        throw new NotSupportedException();

    public override string AddInitializer(IEnumerable<string> values, IEnumerable<long> dims, string name, bool makeUniqueName = true) =>
        throw new NotSupportedException();

    public override string AddInitializer(IEnumerable<long> values, IEnumerable<long> dims, string name, bool makeUniqueName = true)
    {
        var tensor = OnnxModel.Whole(name, values.ToArray());
        tensor.Dims.Clear();
        tensor.Dims.AddRange(dims);
        return Add(tensor);
    }

    public override string AddInitializer(IEnumerable<double> values, IEnumerable<long> dims, string name, bool makeUniqueName = true) =>
        throw new NotSupportedException();

    public override string AddInitializer(IEnumerable<ulong> values, bool isUint64, IEnumerable<long> dims, string name,
        bool makeUniqueName = true) =>
        throw new NotSupportedException();

    private static ValueInfoProto Describe(string name, DataViewType type)
    {
        var value = OnnxModel.Value(name, type is VectorDataViewType vector ? vector.Size : 1);
        value.Type.TensorType.ElemType = (int)(type.GetItemType().RawType == typeof(bool) ? TensorProto.Types.DataType.Bool
            : type.GetItemType().RawType == typeof(long) ? TensorProto.Types.DataType.Int64
            : type.GetItemType() is KeyDataViewType ? TensorProto.Types.DataType.Uint32
            : TensorProto.Types.DataType.Float);
        return value;
    }

    private static string Unique(string name, HashSet<string> names)
    {
        var unique = name;
        for (var i = 0; !names.Add(unique); i++)
        {
            unique = name + i;
        }

        return unique;
    }

    private string Add(TensorProto tensor)
    {
        tensor.Name = AddVariable(tensor.Name);
        _model.Tensor(tensor);
        return tensor.Name;
    }

    private string AddVariable(string column) => _columns[column] = Unique(column, _variables);

    private sealed class Node(NodeProto node) : OnnxNode
    {
        public override void AddAttribute(string argName, double value) => Add(OnnxModel.Attribute(argName, (float)value));

        public override void AddAttribute(string argName, long value) => Add(OnnxModel.Attribute(argName, value));

        public override void AddAttribute(string argName, ReadOnlyMemory<char> value) => AddAttribute(argName, value.ToString());

        public override void AddAttribute(string argName, string value) => Add(OnnxModel.Attribute(argName, value));

        public override void AddAttribute(string argName, bool value) => Add(OnnxModel.Attribute(argName, value ? 1L : 0L));

        public override void AddAttribute(string argName, IEnumerable<double> value) =>
            AddAttribute(argName, value.Select(number => (float)number));

        public override void AddAttribute(string argName, IEnumerable<float> value) =>
            Add(new AttributeProto { Name = argName, Type = AttributeProto.Types.AttributeType.Floats, Floats = { value } });

        public override void AddAttribute(string argName, IEnumerable<long> value) => Add(OnnxModel.Attribute(argName, value.ToArray()));

        public override void AddAttribute(string argName, IEnumerable<ReadOnlyMemory<char>> value) =>
            AddAttribute(argName, value.Select(text => text.ToString()));

        public override void AddAttribute(string argName, string[] value) => AddAttribute(argName, value.AsEnumerable());

        public override void AddAttribute(string argName, IEnumerable<string> value) => Add(new AttributeProto
        {
            Name = argName,
            Type = AttributeProto.Types.AttributeType.Strings,
            Strings = { value.Select(ByteString.CopyFromUtf8) },
        });

        public override void AddAttribute(string argName, IEnumerable<bool> value) =>
            AddAttribute(argName, value.Select(flag => flag ? 1L : 0L));

        public override void AddAttribute(string argName, Type t) => Add(OnnxModel.Attribute(
            argName,
            (long)(t == typeof(bool) ? TensorProto.Types.DataType.Bool
                : t == typeof(uint) ? TensorProto.Types.DataType.Uint32
                : t == typeof(long) ? TensorProto.Types.DataType.Int64
                : t == typeof(int) ? TensorProto.Types.DataType.Int32
                : TensorProto.Types.DataType.Float)));

        // As in ML.NET, where the value 0 gets lost.
        private void Add(AttributeProto attribute)
        {
            if (attribute.Type is AttributeProto.Types.AttributeType.Float && attribute.F == 0)
            {
                attribute.ClearF();
            }

            if (attribute.Type is AttributeProto.Types.AttributeType.Int && attribute.I == 0)
            {
                attribute.ClearI();
            }

            node.Attribute.Add(attribute);
        }
    }
}
