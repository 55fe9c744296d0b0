using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.ML.AutoEncoder;

namespace Benchmarks.Scoring.Peers;

/// <summary>Writes an encoder as an ONNX graph: per layer a Gemm and a LeakyRelu. See onnx.proto for the numbers of the fields.</summary>
internal static class OnnxFile
{
    internal const string Input = "Features";
    internal const string Output = "Code";

    private const int IrVersion = 8;
    private const int OperatorSetVersion = 17;
    private const int FloatElements = 1;
    private const int FloatAttribute = 1;

    /// <param name="path">The file to write.</param>
    /// <param name="network">The network; the activations of its encoder must be leaky ReLUs.</param>
    /// <param name="batchSize">The number of rows of the input; null: any.</param>
    internal static void Write(string path, AutoEncoderNetwork network, int? batchSize)
    {
        var graph = new List<(int, object)> { (2, "encoder") };
        var parameters = network.Parameters.AsMemory();
        DenseLayer[] layers = [.. network.Shape.Encoder.Cast<DenseLayer>()];
        for (var i = 0; i < layers.Length; i++)
        {
            var layer = layers[i];
            var activation = (LeakyReLU)layer.Activation;
            graph.Add((5, Tensor($"weights{i}", parameters[..(int)layer.WeightCount], layer.InputSize, layer.OutputSize)));
            graph.Add((5, Tensor($"bias{i}", parameters.Slice((int)layer.WeightCount, layer.OutputSize), layer.OutputSize)));
            parameters = parameters[(int)layer.ParameterCount..];
            graph.Add(
                (1, Message((1, i == 0 ? Input : $"output{i - 1}"), (1, $"weights{i}"), (1, $"bias{i}"), (2, $"sum{i}"), (4, "Gemm"))));
            graph.Add((1, Message(
                (1, $"sum{i}"),
                (2, i == layers.Length - 1 ? Output : $"output{i}"),
                (4, "LeakyRelu"),
                (5, Message((1, "alpha"), (2, activation.Slope), (20, FloatAttribute))))));
        }

        graph.Add((11, Value(Input, batchSize, network.Shape.InputSize)));
        graph.Add((12, Value(Output, batchSize, network.Shape.CodeSize)));
        File.WriteAllBytes(
            path, Message((1, IrVersion), (7, Message([.. graph])), (8, Message((1, string.Empty), (2, OperatorSetVersion)))));
    }

    private static byte[] Tensor(string name, ReadOnlyMemory<float> values, params int[] dimensions) => Message(
    [
        .. dimensions.Select(dimension => (1, (object)dimension)),
        (2, FloatElements),
        (8, name),
        (9, MemoryMarshal.AsBytes(values.Span).ToArray()),
    ]);

    private static byte[] Value(string name, int? batchSize, int size)
    {
        var batch = batchSize is { } count ? Message((1, count)) : Message((2, "batch"));
        var type = Message((1, Message((1, FloatElements), (2, Message((1, batch), (1, Message((1, size))))))));
        return Message((1, name), (2, type));
    }

    private static byte[] Message(params (int Field, object Content)[] fields)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        foreach (var (field, content) in fields)
        {
            switch (content)
            {
                case int number:
                    output.WriteTag(field, WireFormat.WireType.Varint);
                    output.WriteInt64(number);
                    break;
                case float number:
                    output.WriteTag(field, WireFormat.WireType.Fixed32);
                    output.WriteFloat(number);
                    break;
                case string text:
                    output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                    output.WriteString(text);
                    break;
                case byte[] bytes:
                    output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                    output.WriteBytes(ByteString.CopyFrom(bytes));
                    break;
            }
        }

        output.Flush();
        return stream.ToArray();
    }
}
