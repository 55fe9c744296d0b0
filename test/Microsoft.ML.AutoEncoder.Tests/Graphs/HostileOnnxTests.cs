using Google.Protobuf;
using Microsoft.ML.AutoEncoder.Graphs;
using Microsoft.ML.AutoEncoder.Onnx;
using Microsoft.ML.AutoEncoder.Tests.Fuzz;
using Xunit;
using static Microsoft.ML.AutoEncoder.Tests.Graphs.OnnxModel;

namespace Microsoft.ML.AutoEncoder.Tests.Graphs;

/// <summary>A damaged or hostile ONNX file gives one clear error, allocates little, and never gives wrong numbers.</summary>
public sealed class HostileOnnxTests
{
    private const long ModestAllocation = 8 << 20;

    public static TheoryData<string, string> Faults => new()
    {
        { "initializer that is there twice", "The name 'w' is given to two of its tensors" },
        { "node that computes its own input", "computed nowhere before it" },
        { "name that a node gives anew", "is given to two of its tensors" },
        { "shape that lies", "bytes, but its shape needs" },
        { "shape beyond any memory", "cannot have the shape" },
        { "negative shape", "cannot have the shape" },
        { "weights that are not finite", "not finite" },
        { "values in two places", "stand in two places" },
        { "texts for weights", "It holds STRING" },
        { "no input", "It has no input" },
        { "two inputs", "It has 2 inputs" },
        { "output that is nowhere", "is computed nowhere" },
        { "operator set of the future", "9 to 20 can be read" },
        { "no operator set", "9 to 20 can be read" },
        { "function", "functions of its own" },
        { "training mode", "Export the model in evaluation mode" },
        { "two branches", "joins two branches" },
        { "unknown attribute", "attribute 'mystery'" },
        { "external data of a stream", "there is none beside a stream" },
        { "sums without end", "More operations on single values" },
        { "one tensor used again and again", "many times larger than the file" },
        { "layers that do not fit", "rows of 3 values, where it needs 6" },
        { "variance below zero", "no square root" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_is_named(string fault, string message)
    {
        var model = Intact();
        var (graph, weights) = (model.Graph, model.Graph.Initializer[0]);
        switch (fault)
        {
            case "initializer that is there twice": graph.Initializer.Add(weights.Clone()); break;
            case "node that computes its own input": graph.Node[0].Input[0] = "y"; break;
            case "name that a node gives anew": graph.Node[1].Output[0] = "s"; break;
            case "shape that lies": weights.Dims[0] = 7; break;
            case "shape beyond any memory": weights.Dims[0] = 1L << 62; break;
            case "negative shape": weights.Dims[0] = -6; break;
            case "weights that are not finite": weights.RawData = Raw("w", [.. Enumerable.Repeat(float.NaN, 18)]).RawData; break;
            case "values in two places": weights.FloatData.Add(1f); break;
            case "texts for weights": weights.DataType = 8; break;
            case "no input": graph.Input.Clear(); break;
            case "two inputs": graph.Input.Add(Value("other", 6)); break;
            case "output that is nowhere": graph.Output[0].Name = "nowhere"; break;
            case "operator set of the future": model.Proto.OpsetImport[0].Version = 99; break;
            case "no operator set": model.Proto.OpsetImport.Clear(); break;
            case "function": model.Proto.Functions.Add(new FunctionProto()); break;
            case "training mode":
                model.Tensor(new TensorProto { Name = "yes", DataType = 9, Int32Data = { 1 } });
                graph.Node.Insert(0, new NodeProto { OpType = "Dropout", Input = { "x", string.Empty, "yes" }, Output = { "d" } });
                graph.Node[1].Input[0] = "d";
                break;
            case "two branches":
                graph.Node[2].Input[0] = "sum";
                graph.Node.Insert(2, new NodeProto { OpType = "Add", Input = { "x", "a" }, Output = { "sum" } });
                break;
            case "unknown attribute": graph.Node[0].Attribute.Add(Attribute("mystery", 3)); break;
            case "external data of a stream":
                weights.ClearRawData();
                weights.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "/etc/passwd" });
                break;
            case "sums without end":
                for (var i = 0; i < 40; i++)
                {
                    var before = i == 0 ? "s" : $"d{i - 1}";
                    graph.Node.Insert(1 + i, new NodeProto { OpType = "Add", Input = { before, before }, Output = { $"d{i}" } });
                }

                graph.Node[41].Input[0] = "d39";
                break;
            case "one tensor used again and again":
                model.Tensor(Raw("large", new float[100 * 100], 100, 100));
                graph.Node.Clear();
                graph.Input[0] = Value("x", 100);
                for (var i = 0; i < 2000; i++)
                {
                    model.Node("MatMul", [i == 0 ? "x" : $"m{i - 1}", "large"], i == 1999 ? "y" : $"m{i}");
                }

                break;
            case "layers that do not fit": graph.Node[2].Input[1] = "w"; break;
            case "variance below zero":
                model.Tensor(Raw("v", [-1f, 1f, 1f], 3));
                graph.Node[1] = new NodeProto { OpType = "BatchNormalization", Input = { "s", "b", "b", "b", "v" }, Output = { "a" } };
                break;
        }

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(model.Bytes)).Message);
    }

    [Fact]
    public void Intact_file_is_read() => Assert.Equal(3, Read(Intact().Bytes).CodeSize);

    [Fact]
    public void Millions_of_empty_parts_are_not_made_objects()
    {
        // A graph of 3 MB that is nothing but empty nodes.
        byte[] graph = [.. Enumerable.Repeat<byte[]>([0x0A, 0x00], 1_500_000).SelectMany(node => node)];
        using var file = new MemoryStream();
        using (var output = new CodedOutputStream(file, leaveOpen: true))
        {
            output.WriteTag(1, WireFormat.WireType.Varint);
            output.WriteInt64(8);
            output.WriteTag(7, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(graph));
        }

        var bytes = file.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("parts", Assert.Throws<InvalidDataException>(() => Read(bytes)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ModestAllocation);
    }

    [Fact]
    public void Damaged_bytes_give_one_error_or_a_network_that_is_finite()
    {
        var intact = Intact().Bytes;
        foreach (var (name, random) in FuzzCases.Take(600))
        {
            var bytes = Damage(intact, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var read = Read(bytes);
                var values = read.Encoder.Concat(read.Decoder).SelectMany(layer => layer.Weights.Concat(layer.Bias));
                Assert.All(values, value => Assert.True(float.IsFinite(value)));
            }
            catch (InvalidDataException exception)
            {
                Assert.True(exception.Message.Length > 0, name);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{name}: {exception}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ModestAllocation);
        }
    }

    [Fact]
    public void Damaged_messages_give_one_error_or_what_the_runtime_computes()
    {
        foreach (var (name, random) in FuzzCases.Take(400))
        {
            var model = Intact();
            for (var change = random.Next(1, 3); change > 0; change--)
            {
                Change(model.Graph, random);
            }

            try
            {
                var read = Read(model.Bytes);
                var rows = GraphAssert.Rows(3, 6);
                if (read.InputSize == 6 && TryRun(model, rows) is { } expected)
                {
                    GraphAssert.Close(expected, GraphAssert.Run(read.Encoder.Concat(read.Decoder), rows));
                }
            }
            catch (InvalidDataException exception)
            {
                Assert.True(exception.Message.Length > 0, name);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{name}: {model.Graph.Node} {exception}");
            }
        }
    }

    /// <summary>What the runtime computes; null where it is stricter than we are, who do not look at what no output needs.</summary>
    private static float[][]? TryRun(OnnxModel model, float[][] rows)
    {
        try
        {
            using var runtime = new OnnxRuntimeModel(model.Proto);
            return runtime.Run(rows, model.Graph.Output[0].Name);
        }
        catch (Microsoft.ML.OnnxRuntime.OnnxRuntimeException)
        {
            return null;
        }
    }

    private static void Change(GraphProto graph, Random random)
    {
        string[] names = ["x", "s", "a", "y", "w", "b", "w2", string.Empty, "other"];
        string[] types =
        [
            "Gemm", "MatMul", "Add", "Mul", "Sub", "Relu", "Tanh", "Identity", "Transpose", "Erf", "Exp", "Elu", "Max", "Neg", "Flatten",
        ];
        var node = graph.Node[random.Next(graph.Node.Count)];
        var tensor = graph.Initializer[random.Next(graph.Initializer.Count)];
        switch (random.Next(9))
        {
            case 0: node.OpType = types[random.Next(types.Length)]; break;
            case 1: node.Input[random.Next(node.Input.Count)] = names[random.Next(names.Length)]; break;
            case 2: node.Output[0] = names[random.Next(names.Length)]; break;
            case 3: tensor.Dims[random.Next(tensor.Dims.Count)] = random.Next(-2, 8); break;
            case 4: tensor.DataType = random.Next(0, 20); break;
            case 5: graph.Output[0].Name = names[random.Next(names.Length)]; break;
            case 6: graph.Node.Insert(random.Next(graph.Node.Count), node.Clone()); break;
            case 7: node.Attribute.Add(Attribute(new[] { "transA", "transB", "axis" }[random.Next(3)], (long)random.Next(-1, 3))); break;
            case 8: node.Attribute.Add(Attribute(new[] { "alpha", "beta" }[random.Next(2)], (float)random.Next(-1, 3))); break;
        }
    }

    private static byte[] Damage(byte[] intact, Random random)
    {
        var bytes = intact.ToArray();
        switch (random.Next(4))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                random.NextBytes(bytes.AsSpan(random.Next(bytes.Length - 4), 4));
                break;
            default:
                var at = random.Next(bytes.Length);
                return [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
        }

        return bytes;
    }

    private static ImportedNetwork Read(byte[] bytes) => OnnxImport.Read(OnnxFile.Parse(bytes), null, null, null);

    private static OnnxModel Intact() => new OnnxModel()
        .Input("x", 6).Output("y", 6)
        .Tensor(Raw("w", GraphAssert.Weights(18, 1), 6, 3)).Tensor(Raw("b", GraphAssert.Weights(3, 2), 3))
        .Tensor(Raw("w2", GraphAssert.Weights(18, 3), 3, 6))
        .Node("Gemm", ["x", "w", "b"], "s").Node("Tanh", ["s"], "a").Node("MatMul", ["a", "w2"], "y");
}
