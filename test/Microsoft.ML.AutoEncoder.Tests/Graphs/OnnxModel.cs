using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.ML.AutoEncoder.Onnx;
using static Microsoft.ML.AutoEncoder.Onnx.TensorProto.Types;

namespace Microsoft.ML.AutoEncoder.Tests.Graphs;

/// <summary>Builds ONNX files by hand, as different exporters write them.</summary>
internal sealed class OnnxModel
{
    internal OnnxModel(int operatorSet = 17, int irVersion = 8) => Proto = new ModelProto
    {
        IrVersion = irVersion,
        Graph = new GraphProto { Name = "graph" },
        OpsetImport = { new OperatorSetIdProto { Version = operatorSet } },
    };

    internal ModelProto Proto { get; }

    internal GraphProto Graph => Proto.Graph;

    internal byte[] Bytes => Proto.ToByteArray();

    internal static TensorProto Raw(string name, float[] values, params long[] shape) => new()
    {
        Name = name,
        DataType = (int)DataType.Float,
        Dims = { shape },
        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())),
    };

    internal static TensorProto Listed(string name, float[] values, params long[] shape) =>
        new() { Name = name, DataType = (int)DataType.Float, Dims = { shape }, FloatData = { values } };

    internal static TensorProto Double(string name, float[] values, params long[] shape) =>
        new() { Name = name, DataType = (int)DataType.Double, Dims = { shape }, DoubleData = { values.Select(value => (double)value) } };

    internal static TensorProto Whole(string name, params long[] values) =>
        new() { Name = name, DataType = (int)DataType.Int64, Dims = { values.Length }, Int64Data = { values } };

    internal static AttributeProto Attribute(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    internal static AttributeProto Attribute(string name, float value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    internal static AttributeProto Attribute(string name, long[] values) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };

    internal static AttributeProto Attribute(string name, TensorProto value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Tensor, T = value };

    internal static AttributeProto Attribute(string name, string value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    /// <param name="name">The input.</param>
    /// <param name="row">Its dimensions behind the rows.</param>
    internal OnnxModel Input(string name, params long[] row)
    {
        Graph.Input.Add(Value(name, row));
        return this;
    }

    /// <summary>An initializer among the inputs, without rows.</summary>
    internal OnnxModel FixedInput(string name, params long[] shape)
    {
        var value = Value(name, shape);
        value.Type.TensorType.Shape.Dim.RemoveAt(0);
        Graph.Input.Add(value);
        return this;
    }

    internal OnnxModel Output(string name, params long[] row)
    {
        Graph.Output.Add(Value(name, row));
        return this;
    }

    internal OnnxModel Tensor(TensorProto tensor)
    {
        Graph.Initializer.Add(tensor);
        return this;
    }

    internal OnnxModel Node(string type, string[] inputs, string output, params AttributeProto[] attributes)
    {
        Graph.Node.Add(new NodeProto
        {
            OpType = type,
            Name = $"{type}_{Graph.Node.Count}",
            Input = { inputs },
            Output = { output },
            Attribute = { attributes },
        });
        return this;
    }

    internal static ValueInfoProto Value(string name, params long[] row)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        shape.Dim.AddRange(row.Select(dimension => new TensorShapeProto.Types.Dimension { DimValue = dimension }));
        var type = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = type } };
    }
}
