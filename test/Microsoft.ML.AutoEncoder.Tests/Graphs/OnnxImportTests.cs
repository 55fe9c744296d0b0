using System.Runtime.InteropServices;
using Microsoft.ML.AutoEncoder.Graphs;
using Microsoft.ML.AutoEncoder.Onnx;
using Xunit;
using static Microsoft.ML.AutoEncoder.Tests.Graphs.OnnxModel;

namespace Microsoft.ML.AutoEncoder.Tests.Graphs;

/// <summary>Networks as other exporters write them are read, and compute what ONNX Runtime computes of the file.</summary>
public sealed class OnnxImportTests
{
    private static readonly float[] One = GraphAssert.Weights(6 * 3, 1);
    private static readonly float[] OneBias = GraphAssert.Weights(3, 2);
    private static readonly float[] Two = GraphAssert.Weights(3 * 6, 3);
    private static readonly float[] TwoBias = GraphAssert.Weights(6, 4);

    [Theory]
    [InlineData(9)]
    [InlineData(13)]
    [InlineData(17)]
    [InlineData(20)]
    public void PyTorch_writes_Gemm_with_exchanged_rows_and_a_Flatten_in_front(int operatorSet)
    {
        var (one, beta, transposed) = (Attribute("alpha", 1f), Attribute("beta", 1f), Attribute("transB", 1));
        AssertRead(
            new OnnxModel(operatorSet, irVersion: operatorSet == 9 ? 4 : 8)
                .Input("input", 1, 2, 3).Output("output", 6)
                .Tensor(Raw("encoder.0.weight", One, 3, 6)).Tensor(Raw("encoder.0.bias", OneBias, 3))
                .Tensor(Raw("decoder.0.weight", Two, 6, 3)).Tensor(Raw("decoder.0.bias", TwoBias, 6))
                .Node("Flatten", ["input"], "flat", Attribute("axis", 1))
                .Node("Gemm", ["flat", "encoder.0.weight", "encoder.0.bias"], "g1", one, beta, transposed)
                .Node("LeakyRelu", ["g1"], "code_", Attribute("alpha", 0.2f))
                .Node("Gemm", ["code_", "decoder.0.weight", "decoder.0.bias"], "g2", one, beta, transposed)
                .Node("Sigmoid", ["g2"], "output"),
            [Activation.LeakyReLU(), Activation.Sigmoid], [1, 2, 3]);
    }

    [Fact]
    public void PyTorch_reshapes_by_a_computed_shape() => AssertRead(
        Dense(new OnnxModel().Input("input", 1, 2, 3)
            .Node("Shape", ["input"], "shape")
            .Node("Constant", [], "zero", Attribute("value", new TensorProto { DataType = 7, Int64Data = { 0 } }))
            .Node("Gather", ["shape", "zero"], "rows", Attribute("axis", 0))
            .Tensor(Whole("axes", 0)).Tensor(Whole("minus", -1))
            .Node("Unsqueeze", ["rows", "axes"], "rows1")
            .Node("Concat", ["rows1", "minus"], "target", Attribute("axis", 0))
            .Node("Reshape", ["input", "target"], "flat"), "flat", "Tanh"),
        [Activation.Tanh, Activation.Identity], [1, 2, 3]);

    [Fact]
    public void Tf2onnx_writes_MatMul_and_Add_behind_Transpose_and_Reshape() => AssertRead(
        new OnnxModel(15).Input("x", 3, 1, 2).Output("Identity:0", 6)
            .Tensor(Whole("new_shape", -1, 6)).Tensor(Raw("kernel", One, 6, 3)).Tensor(Raw("bias", OneBias, 3))
            .Tensor(Raw("kernel2", Two, 3, 6)).Tensor(Raw("bias2", TwoBias, 1, 6))
            .Node("Transpose", ["x"], "nhwc", Attribute("perm", new long[] { 0, 2, 3, 1 }))
            .Node("Reshape", ["nhwc", "new_shape"], "flat")
            .Node("Cast", ["flat"], "cast", Attribute("to", 1))
            .Node("MatMul", ["cast", "kernel"], "m1").Node("Add", ["m1", "bias"], "a1").Node("Relu", ["a1"], "r1")
            .Node("MatMul", ["r1", "kernel2"], "m2").Node("Add", ["bias2", "m2"], "a2").Node("Identity", ["a2"], "Identity:0"),
        [Activation.ReLU, Activation.Identity], [3, 1, 2]);

    [Fact]
    public void Skl2onnx_writes_doubles_Gemm_with_factors_and_a_scaler()
    {
        // Run with floats: the runtime takes no double weights with a float input, but files give them so.
        OnnxModel Write(Func<string, float[], long[], TensorProto> tensor) => new OnnxModel(12)
            .Input("X", 6).Output("variable", 6)
            .Tensor(tensor("coefficient", One, [6, 3])).Tensor(tensor("intercepts", OneBias, [1, 3]))
            .Tensor(tensor("coefficient1", Two, [3, 6])).Tensor(tensor("intercepts1", TwoBias, [1, 6]))
            .Node("Sub", ["X", "offset"], "centred").Node("Div", ["centred", "scale"], "scaled")
            .Tensor(tensor("offset", GraphAssert.Weights(6, 7), [6])).Tensor(tensor("scale", [2f, 3f, 4f, 0.5f, 1f, 7f], [6]))
            .Node("Gemm", ["scaled", "coefficient", "intercepts"], "mul", Attribute("alpha", 0.5f), Attribute("beta", 2f))
            .Node("Tanh", ["mul"], "next")
            .Node("MatMul", ["next", "coefficient1"], "mul1").Node("Add", ["mul1", "intercepts1"], "variable");

        var expected = AssertRead(Write((name, values, shape) => Listed(name, values, shape)), [Activation.Tanh, Activation.Identity]);
        var read = OnnxImport.Read(OnnxFile.Parse(Write((name, values, shape) => Double(name, values, shape)).Bytes), null, null, null);

        Assert.Equal(expected.ToNetwork().Parameters, read.ToNetwork().Parameters);
    }

    public static TheoryData<string, Activation> Composed => new()
    {
        { "gelu: Div Erf Add Mul Mul", Activation.GELU },
        { "gelu: half first", Activation.GELU },
        { "gelu: half inside", Activation.GELU },
        { "Gelu", Activation.GELU },
        { "silu", Activation.SiLU },
        { "silu the other way round", Activation.SiLU },
        { "softplus", Activation.Softplus },
        { "Softplus", Activation.Softplus },
        { "Selu", Activation.SELU },
        { "Elu", Activation.ELU(0.7f) },
        { "Clip", Activation.ReLU },
        { "Max", Activation.ReLU },
        { "max of x and a part of it", Activation.LeakyReLU(0.25f) },
        { "PRelu", Activation.LeakyReLU(0.1f) },
        { "LeakyRelu with an attribute without its value", Activation.ReLU },
    };

    [Theory]
    [MemberData(nameof(Composed))]
    public void Activation_is_found_in_operations(string form, Activation activation)
    {
        var model = new OnnxModel(20).Input("x", 6).Output("y", 6).Tensor(Raw("w", One, 6, 3)).Tensor(Raw("b", OneBias, 3))
            .Tensor(Raw("w2", Two, 3, 6)).Tensor(Raw("b2", TwoBias, 6)).Tensor(Raw("half", [0.5f])).Tensor(Raw("one", [1f]))
            .Tensor(Raw("zero", [0f]))
            .Tensor(Raw("root", [MathF.Sqrt(2)])).Tensor(Raw("slope", [0.1f], 1)).Tensor(Raw("quarter", [0.25f]))
            .Node("Gemm", ["x", "w", "b"], "s");
        _ = form switch
        {
            "gelu: Div Erf Add Mul Mul" => model.Node("Div", ["s", "root"], "d").Node("Erf", ["d"], "e").Node("Add", ["e", "one"], "p")
                .Node("Mul", ["s", "p"], "m").Node("Mul", ["m", "half"], "a"),
            "gelu: half first" => model.Node("Mul", ["s", "half"], "h").Node("Div", ["s", "root"], "d").Node("Erf", ["d"], "e")
                .Node("Add", ["one", "e"], "p").Node("Mul", ["p", "h"], "a"),
            "gelu: half inside" => model.Node("Div", ["s", "root"], "d").Node("Erf", ["d"], "e").Node("Add", ["e", "one"], "p")
                .Node("Mul", ["p", "half"], "h").Node("Mul", ["s", "h"], "a"),
            "silu" => model.Node("Sigmoid", ["s"], "g").Node("Mul", ["s", "g"], "a"),
            "silu the other way round" => model.Node("Sigmoid", ["s"], "g").Node("Mul", ["g", "s"], "a"),
            "softplus" => model.Node("Exp", ["s"], "e").Node("Add", ["e", "one"], "p").Node("Log", ["p"], "a"),
            "Elu" => model.Node("Elu", ["s"], "a", Attribute("alpha", 0.7f)),
            "Clip" => model.Node("Clip", ["s", "zero"], "a"),
            "Max" => model.Node("Max", ["s", "zero"], "a"),
            "max of x and a part of it" => model.Node("Mul", ["s", "quarter"], "q").Node("Max", ["s", "q"], "a"),
            "PRelu" => model.Node("PRelu", ["s", "slope"], "a"),
            "LeakyRelu with an attribute without its value" =>
                model.Node("LeakyRelu", ["s"], "a", new AttributeProto { Name = "alpha", Type = AttributeProto.Types.AttributeType.Float }),
            _ => model.Node(form, ["s"], "a"),
        };

        AssertRead(model.Node("Gemm", ["a", "w2", "b2"], "y"), [activation, Activation.Identity]);
    }

    [Fact]
    public void Batch_normalization_becomes_part_of_the_weights()
    {
        string[] statistics = ["scale", "shift", "mean", "variance"];
        AssertRead(
            new OnnxModel().Input("x", 6).Output("y", 6).Tensor(Raw("w", One, 6, 3)).Tensor(Raw("b", OneBias, 3))
                .Tensor(Raw("w2", Two, 3, 6))
                .Tensor(Raw("scale", [1.5f, 0.5f, -2f], 3)).Tensor(Raw("shift", [0.1f, 0.2f, 0.3f], 3))
                .Tensor(Raw("mean", [0.4f, -0.2f, 0.1f], 3))
                .Tensor(Raw("variance", [0.5f, 2f, 1f], 3))
                .Node("Gemm", ["x", "w", "b"], "s").Node("BatchNormalization", ["s", .. statistics], "n", Attribute("epsilon", 1e-3f))
                .Node("Tanh", ["n"], "t").Node("Dropout", ["t"], "d").Node("BatchNormalization", ["d", .. statistics], "n2")
                .Node("MatMul", ["n2", "w2"], "y"),
            [Activation.Tanh, Activation.Identity]);
    }

    [Fact]
    public void Values_in_another_order_and_with_a_scale_are_read()
    {
        AssertRead(
            Dense(new OnnxModel().Input("x", 2, 1, 3).Tensor(Raw("scale", [1 / 255f])).Tensor(Whole("target", 0, -1))
                .Node("Mul", ["x", "scale"], "small").Node("Transpose", ["small"], "order", Attribute("perm", new long[] { 0, 3, 2, 1 }))
                .Node("Reshape", ["order", "target"], "flat"), "flat", "Sigmoid"),
            [Activation.Sigmoid, Activation.Identity], [2, 1, 3]);
    }

    [Fact]
    public void External_data_beside_the_file_are_read()
    {
        using var directory = new TemporaryDirectory();
        var model = Dense(new OnnxModel().Input("x", 6), "x", "Tanh");
        var weights = model.Graph.Initializer.First(tensor => tensor.Name == "w");
        File.WriteAllBytes(directory.File("weights.bin"), [0, 0, 0, 0, .. MemoryMarshal.AsBytes(One.AsSpan())]);
        weights.ClearRawData();
        weights.DataLocation = TensorProto.Types.DataLocation.External;
        weights.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "weights.bin" });
        weights.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = "4" });
        weights.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = "72" });
        File.WriteAllBytes(directory.File("model.onnx"), model.Bytes);

        var read = OnnxImport.Read(directory.File("model.onnx"));

        Assert.Equal(One, read.Encoder[0].Weights);
        weights.ExternalData[0].Value = "../weights.bin";
        File.WriteAllBytes(directory.File("model.onnx"), model.Bytes);
        var exception = Assert.Throws<InvalidDataException>(() => OnnxImport.Read(directory.File("model.onnx")));
        Assert.Contains("not the name of a file beside", exception.Message);
    }

    [Fact]
    public void Old_files_list_initializers_among_the_inputs() => AssertRead(
        Dense(new OnnxModel(9, irVersion: 3).Input("x", 6).FixedInput("w", 6, 3)
            .FixedInput("b", 3), "x", "Relu"), [Activation.ReLU, Activation.Identity]);

    [Fact]
    public void Encoder_alone_is_read()
    {
        var model = new OnnxModel().Input("x", 6).Output("y", 3).Tensor(Raw("w", One, 6, 3))
            .Node("MatMul", ["x", "w"], "m").Node("Tanh", ["m"], "y");

        var read = OnnxImport.Read(OnnxFile.Parse(model.Bytes), null, null, null);

        Assert.Equal(3, read.CodeSize);
        Assert.Empty(read.Decoder);
    }

    [Fact]
    public void Named_tensors_split_encoder_and_decoder()
    {
        var model = Dense(new OnnxModel().Input("x", 6), "x", "Tanh");

        Assert.Single(OnnxImport.Read(OnnxFile.Parse(model.Bytes), null, "a", "y").Encoder);
        var wrong = Assert.Throws<InvalidDataException>(() => OnnxImport.Read(OnnxFile.Parse(model.Bytes), null, "s", "y"));
        Assert.Contains("Name the code's tensor after its activation", wrong.Message);
    }

    [Theory]
    [InlineData("Softmax", "'Softmax_1' (Softmax) cannot be read")]
    [InlineData("HardSigmoid", "is none of those that a chain of dense layers consists of")]
    public void What_cannot_be_read_is_named(string type, string message)
    {
        var exception = Assert.Throws<InvalidDataException>(
            () => OnnxImport.Read(OnnxFile.Parse(Dense(new OnnxModel().Input("x", 6), "x", type).Bytes), null, null, null));

        Assert.Contains(message, exception.Message);
        Assert.Contains("LeakyRelu", exception.Message);
    }

    /// <summary>A layer with an activation, and one without.</summary>
    private static OnnxModel Dense(OnnxModel model, string input, string activation) => model
        .Output("y", 6).Tensor(Raw("w", One, 6, 3)).Tensor(Raw("b", OneBias, 3)).Tensor(Raw("w2", Two, 3, 6))
        .Node("Gemm", [input, "w", "b"], "s").Node(activation, ["s"], "a").Node("MatMul", ["a", "w2"], "y");

    private static ImportedNetwork AssertRead(OnnxModel model, Activation[] activations, params int[] rowShape)
    {
        var rows = GraphAssert.Rows(20, 6);

        var read = OnnxImport.Read(OnnxFile.Parse(model.Bytes), null, null, null);

        Assert.Equal(activations, read.Encoder.Concat(read.Decoder).Select(layer => layer.Activation));
        Assert.Single(read.Encoder);
        using var runtime = new OnnxRuntimeModel(model.Proto);
        GraphAssert.Close(runtime.Run(rows, rowShape: rowShape), GraphAssert.Run(read.Encoder.Concat(read.Decoder), rows));
        return read;
    }
}
