using Microsoft.ML.AutoEncoder.Graphs;
using Microsoft.ML.AutoEncoder.Tests.Graphs;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Images;

/// <summary>ONNX Runtime computes the graph of a network for images as we compute the network.</summary>
public sealed class ImageOnnxTests
{
    public static TheoryData<string> Names => [.. Networks.Keys];

    private static Dictionary<string, NetworkShape> Networks { get; } = new()
    {
        ["halved"] = Shape(
            new ImageShape(9, 7), [ImageLayer.Convolution(4, stride: 2), ImageLayer.Convolution(5, kernelSize: 5, stride: 3)]),
        ["pooled and upsampled by whole numbers"] = Shape(
            new ImageShape(8, 12, 2),
            [ImageLayer.Convolution(3), ImageLayer.MaxPooling(), ImageLayer.Convolution(4, kernelSize: 1), ImageLayer.AveragePooling()]),
        ["pooled and upsampled by fractions"] = Shape(
            new ImageShape(9, 7, 3), [ImageLayer.MaxPooling(3, stride: 2), ImageLayer.AveragePooling(2)]),
        ["interleaved"] = Shape(
            new ImageShape(6, 4, 3, PixelOrder.Interleaved), [ImageLayer.Convolution(4, kernelSize: 4, stride: 2, padding: 1)]),
        ["with another decoder"] = Shape(
            new ImageShape(6, 4),
            [ImageLayer.Convolution(4, stride: 2)],
            [ImageLayer.Upsampling(), ImageLayer.Convolution(2), ImageLayer.TransposedConvolution(1, stride: 1)]),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Runtime_gives_our_numbers(string name)
    {
        var network = Network(Networks[name]);
        var rows = GraphAssert.Rows(20, network.Shape.InputSize);
        float[][] codes = [.. rows.Select(row => Run(network.Encoder, row, network.Shape.CodeSize))];
        float[][] reconstructions = [.. codes.Select(code => Run(network.Decoder, code, network.Shape.InputSize))];

        using var model = new OnnxRuntimeModel(Write(network));

        GraphAssert.Close(codes, model.Run(rows, OnnxNames.Code));
        GraphAssert.Close(reconstructions, model.Run(rows, OnnxNames.Reconstruction));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void File_read_back_gives_the_same_bits(string name)
    {
        var network = Network(Networks[name]);
        if (name == "pooled and upsampled by fractions")
        {
            var error = Assert.Throws<InvalidDataException>(() => Read(network));
            Assert.Contains("Gather", error.Message);
            return;
        }

        var read = Read(network);

        foreach (var row in GraphAssert.Rows(20, network.Shape.InputSize))
        {
            var code = Run(network.Encoder, row, network.Shape.CodeSize);
            Assert.Equal(code, Run(read.Encoder, row, network.Shape.CodeSize));
            Assert.Equal(
                Run(network.Decoder, code, network.Shape.InputSize), Run(read.Decoder, code, network.Shape.InputSize));
        }
    }

    private static AutoEncoderNetwork Read(AutoEncoderNetwork network) =>
        OnnxImport.Read(OnnxFile.Parse(Write(network)), null, null, null).ToNetwork();

    private static NetworkShape Shape(ImageShape image, ImageLayer[] encoder, ImageLayer[]? decoder = null) =>
        new ImageNetwork(image, encoder, decoder).Create(
            [(5, Activation.Tanh)], [], Activation.LeakyReLU(), Activation.Sigmoid);

    private static AutoEncoderNetwork Network(NetworkShape shape) => new(shape, GraphAssert.Weights((int)shape.ParameterCount, 3));

    private static float[] Run(Sequential side, float[] row, int size)
    {
        var output = new float[size];
        side.Forward(row, output);
        return output;
    }

    private static byte[] Write(AutoEncoderNetwork network)
    {
        var graph = new OnnxGraphBuilder("autoencoder");
        graph.Input("features", network.Shape.InputSize);
        graph.Output(OnnxNames.Code, network.Shape.CodeSize);
        graph.Output(OnnxNames.Reconstruction, network.Shape.InputSize);
        NetworkGraph.Describe(
            graph, network, null, "features",
            new GraphOutputs().Add(GraphContent.Code, OnnxNames.Code).Add(GraphContent.Reconstruction, OnnxNames.Reconstruction));
        return graph.ToArray();
    }
}
