using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.ML.AutoEncoder.Onnx;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Writes an ONNX file of our own: a graph with named inputs and outputs, of which the first dimension, the rows, is
/// free.</summary>
internal sealed class OnnxGraphBuilder : IGraphBuilder
{
    /// <summary>Versions that engines with an ONNX Runtime of 2023 read.</summary>
    internal const int IrVersion = 8;
    internal const int OperatorSetVersion = 17;

    internal const string Producer = "Microsoft.ML.AutoEncoder";

    private const string Rows = "rows";

    private readonly ModelProto _model;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <param name="name">What the graph computes.</param>
    internal OnnxGraphBuilder(string name) => _model = new ModelProto
    {
        IrVersion = IrVersion,
        ProducerName = Producer,
        ProducerVersion = ProducerVersion,
        Graph = new GraphProto { Name = name },
        OpsetImport = { new OperatorSetIdProto { Domain = string.Empty, Version = OperatorSetVersion } },
    };

    internal static string ProducerVersion { get; } = typeof(OnnxGraphBuilder).Assembly.GetName().Version!.ToString(3);

    /// <summary>Adds an input of numbers, one row of <paramref name="size"/> values for each row.</summary>
    internal void Input(string name, int size)
    {
        Reserve(name);
        _model.Graph.Input.Add(Describe(name, size, TensorProto.Types.DataType.Float));
    }

    /// <summary>Reserves a name for an output, which an operation that follows must compute.</summary>
    internal void Output(string name, int size, bool isLogical = false)
    {
        Reserve(name);
        _model.Graph.Output.Add(Describe(name, size, isLogical ? TensorProto.Types.DataType.Bool : TensorProto.Types.DataType.Float));
    }

    internal void Metadata(string key, string value) => _model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });

    public string Tensor(string name, int size) => Unique(name);

    public string Constant(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        var tensor = new TensorProto
        {
            Name = Unique(name),
            DataType = (int)TensorProto.Types.DataType.Float,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        };
        foreach (var dimension in shape)
        {
            tensor.Dims.Add(dimension);
        }

        _model.Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    public string Constant(string name, params ReadOnlySpan<long> values)
    {
        _model.Graph.Initializer.Add(new TensorProto
        {
            Name = Unique(name),
            DataType = (int)TensorProto.Types.DataType.Int64,
            Dims = { values.Length },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        });
        return _model.Graph.Initializer[^1].Name;
    }

    public void Operation(
        string type, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs, params ReadOnlySpan<OperationAttribute> attributes)
    {
        var node = new NodeProto
        {
            OpType = type,
            Name = $"{type}/{outputs[0]}",
            Input = { inputs.ToArray() },
            Output = { outputs.ToArray() },
        };
        foreach (var attribute in attributes)
        {
            node.Attribute.Add(Write(attribute));
        }

        _model.Graph.Node.Add(node);
    }

    internal void Save(Stream stream) => _model.WriteTo(stream);

    internal byte[] ToArray() => _model.ToByteArray();

    private static AttributeProto Write(OperationAttribute attribute) => attribute switch
    {
        { Number: { } number } => new AttributeProto { Name = attribute.Name, Type = AttributeProto.Types.AttributeType.Float, F = number },
        { WholeNumber: { } number } =>
            new AttributeProto { Name = attribute.Name, Type = AttributeProto.Types.AttributeType.Int, I = number },
        _ => new AttributeProto
        {
            Name = attribute.Name,
            Type = AttributeProto.Types.AttributeType.Ints,
            Ints = { attribute.WholeNumbers },
        },
    };

    private static ValueInfoProto Describe(string name, int size, TensorProto.Types.DataType type)
    {
        var shape = new TensorShapeProto
        {
            Dim = { new TensorShapeProto.Types.Dimension { DimParam = Rows }, new TensorShapeProto.Types.Dimension { DimValue = size } },
        };
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } },
        };
    }

    private void Reserve(string name)
    {
        if (!_names.Add(name))
        {
            throw new ArgumentException($"Two inputs or outputs of the file would be called '{name}'.", nameof(name));
        }
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var i = 1; !_names.Add(unique); i++)
        {
            unique = $"{name}_{i}";
        }

        return unique;
    }
}
