using Microsoft.ML.AutoEncoder.Graphs;
using Microsoft.ML.AutoEncoder.Onnx;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Graphs;

/// <summary>ONNX Runtime computes the graph of a network as we compute the network, and our own file read back gives the same
/// bits.</summary>
public sealed class OnnxExportTests
{
    private const int InputSize = 11;
    private const int CodeSize = 4;

    public static TheoryData<Activation> Activations =>
    [
        Activation.Identity, Activation.ReLU, Activation.LeakyReLU(), Activation.LeakyReLU(0f), Activation.ELU(), Activation.ELU(0.5f),
        Activation.GELU, Activation.Tanh, Activation.Sigmoid, Activation.SELU, Activation.SiLU, Activation.Softplus,
    ];

    [Fact]
    public void Every_activation_is_tried() =>
        Assert.Equal(
            Structure.KindTests.ActivationNumbers,
            Activations.Select(row => row.Data.KindNumber).Distinct().Order());

    [Theory]
    [MemberData(nameof(Activations))]
    public void Runtime_gives_our_numbers(Activation activation)
    {
        var network = Network(activation);
        var rows = GraphAssert.Rows(50, InputSize);

        using var model = new OnnxRuntimeModel(Write(network));

        Assert.Equal(["features"], model.Inputs);
        Assert.Equal(
            [OnnxNames.Code, OnnxNames.Reconstruction, OnnxNames.ReconstructionError, OnnxNames.SlotErrors], model.Outputs.Order());
        GraphAssert.Close(Encode(network, rows), model.Run(rows, OnnxNames.Code));
        var reconstructions = Reconstruct(network, rows);
        GraphAssert.Close(reconstructions, model.Run(rows, OnnxNames.Reconstruction));
        float[][] slotErrors = [.. rows.Zip(reconstructions, (row, back) => row.Zip(back, (x, y) => (x - y) * (x - y)).ToArray())];
        GraphAssert.Close(slotErrors, model.Run(rows, OnnxNames.SlotErrors));
        GraphAssert.Close([.. slotErrors.Select(errors => new[] { errors.Average() })], model.Run(rows, OnnxNames.ReconstructionError));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void File_read_back_has_the_same_bits(Activation activation)
    {
        var network = Network(activation);

        var read = OnnxImport.Read(OnnxFile.Parse(Write(network)), null, null, null);

        Assert.Equal(network.Parameters, read.ToNetwork().Parameters);
        // A leaky ReLU with the slope 0 is written as what it is.
        Assert.Equal(activation.Equals(Activation.LeakyReLU(0f)) ? Activation.ReLU : activation, read.Encoder[0].Activation);
        Assert.Equal(2, read.Encoder.Length);
    }

    [Fact]
    public void Only_the_largest_units_of_a_code_are_kept()
    {
        var network = Network(Activation.Tanh, activeCodeUnits: 2);
        var rows = GraphAssert.Rows(50, InputSize);

        using var model = new OnnxRuntimeModel(Write(network));

        var codes = model.Run(rows, OnnxNames.Code);
        GraphAssert.Close(Encode(network, rows), codes);
        Assert.All(codes, code => Assert.Equal(2, code.Count(value => value != 0)));
    }

    [Fact]
    public void File_with_a_code_of_which_the_largest_units_are_kept_is_read_back()
    {
        foreach (var activation in new[] { Activation.Tanh, Activation.Identity })
        {
            var network = Network(activation, activeCodeUnits: 2);

            var read = OnnxImport.Read(OnnxFile.Parse(Write(network)), null, null, null).ToNetwork();

            Assert.Equal(2, read.Shape.ActiveCodeUnits);
            Assert.Equal(network.Parameters, read.Parameters);
        }
    }

    [Fact]
    public void Largest_units_without_their_places_are_refused()
    {
        var model = ModelProto.Parser.ParseFrom(Write(Network(Activation.Tanh, activeCodeUnits: 2)));
        var scatter = model.Graph.Node.Single(node => node.OpType == "ScatterElements");
        scatter.OpType = "Identity";
        var values = scatter.Input[2];
        scatter.Input.Clear();
        scatter.Input.Add(values);
        scatter.Attribute.Clear();

        var exception = Assert.Throws<InvalidDataException>(() => OnnxImport.Read(model, null, null, null));

        Assert.Contains("TopK, ConstantOfShape and ScatterElements", exception.Message);
    }

    [Fact]
    public void Outputs_of_layers_are_tensors_too()
    {
        var network = Network(Activation.Tanh);
        var rows = GraphAssert.Rows(9, InputSize);
        var graph = new OnnxGraphBuilder("layers");
        graph.Input("features", InputSize);
        var names = Enumerable.Range(1, 4).ToDictionary(layer => layer, layer => $"layer{layer}");
        var outputs = new GraphOutputs();
        foreach (var (layer, name) in names)
        {
            outputs.Add(new GraphTensor(GraphContent.Layer, layer), name);
            graph.Output(name, network.Shape.Layers.ElementAt(layer - 1).OutputSize);
        }

        NetworkGraph.Describe(graph, network, null, "features", outputs);

        using var model = new OnnxRuntimeModel(graph.ToArray());
        GraphAssert.Close(Encode(network, rows), model.Run(rows, "layer2"));
        GraphAssert.Close(Reconstruct(network, rows), model.Run(rows, "layer4"));
        Assert.All(model.Run(rows, "layer1"), layer => Assert.Equal(7, layer.Length));
        Assert.All(model.Run(rows, "layer3"), layer => Assert.Equal(7, layer.Length));
    }

    [Fact]
    public void File_can_be_read_by_engines_of_2023()
    {
        var model = ModelProto.Parser.ParseFrom(Write(Network(Activation.GELU)));

        Assert.InRange(model.IrVersion, 3, 8);
        Assert.InRange(model.OpsetImport.Single().Version, 9, 17);
        Assert.All(model.Graph.Node, node => Assert.Equal(string.Empty, node.Domain));
        Assert.All(
            model.Graph.Input.Concat(model.Graph.Output), value => Assert.Equal("rows", value.Type.TensorType.Shape.Dim[0].DimParam));
    }

    private static byte[] Write(AutoEncoderNetwork network)
    {
        var graph = new OnnxGraphBuilder("autoencoder");
        graph.Input("features", InputSize);
        graph.Output(OnnxNames.Code, CodeSize);
        graph.Output(OnnxNames.Reconstruction, InputSize);
        graph.Output(OnnxNames.ReconstructionError, 1);
        graph.Output(OnnxNames.SlotErrors, InputSize);
        NetworkGraph.Describe(
            graph, network, null, "features",
            new GraphOutputs().Add(GraphContent.Code, OnnxNames.Code).Add(GraphContent.Reconstruction, OnnxNames.Reconstruction)
                .Add(GraphContent.ReconstructionError, OnnxNames.ReconstructionError).Add(GraphContent.SlotErrors, OnnxNames.SlotErrors));
        return graph.ToArray();
    }

    private static AutoEncoderNetwork Network(Activation activation, int? activeCodeUnits = null)
    {
        var shape = NetworkShape.OfDenseLayers(
            InputSize, [(7, activation), (CodeSize, activation)], [(7, activation), (InputSize, Activation.Sigmoid)]);
        shape = shape with { ActiveCodeUnits = activeCodeUnits };
        return new AutoEncoderNetwork(shape, GraphAssert.Weights((int)shape.ParameterCount, 3));
    }

    private static float[][] Encode(AutoEncoderNetwork network, float[][] rows)
    {
        var codes = rows.Select(_ => new float[CodeSize]).ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            network.Encoder.Forward(rows[i], codes[i]);
        }

        return codes;
    }

    private static float[][] Reconstruct(AutoEncoderNetwork network, float[][] rows)
    {
        var reconstructions = rows.Select(row => new float[row.Length]).ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            network.Reconstruct(rows[i], reconstructions[i]);
        }

        return reconstructions;
    }
}
