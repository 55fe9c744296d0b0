using System.Globalization;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Writes a network, and what a detector measures at it, as an ONNX file of our own.</summary>
internal static class OnnxExport
{
    private const OnnxOutputs NetworkOutputs =
        OnnxOutputs.Code | OnnxOutputs.Reconstruction | OnnxOutputs.ReconstructionError | OnnxOutputs.SlotErrors;

    private const OnnxOutputs DetectorOutputs = NetworkOutputs | OnnxOutputs.Score | OnnxOutputs.Label;

    /// <param name="stream">Receives the file.</param>
    /// <param name="network">The network.</param>
    /// <param name="detector">What a detector measures, and its threshold; null for a network alone.</param>
    /// <param name="inputName">The name of the input where the options have none.</param>
    /// <param name="options">The user's choice.</param>
    /// <exception cref="ArgumentException">An output is not to be had from this model, or has the name of the input.</exception>
    internal static void Save(
        Stream stream, AutoEncoderNetwork network, (IGraphMeasure Measure, float Threshold)? detector, string inputName,
        OnnxExportOptions options)
    {
        var shape = network.Shape;
        var possible = (detector is null ? NetworkOutputs : DetectorOutputs) & (shape.HasDecoder ? DetectorOutputs : OnnxOutputs.Code);
        var outputs = Check(options.Outputs ?? possible, possible);
        inputName = options.InputName ?? inputName;
        var graph = new OnnxGraphBuilder(detector is null ? "autoencoder" : "autoencoder_anomaly_detector");
        graph.Input(inputName, shape.InputSize);
        var wanted = new GraphOutputs();
        void Add(OnnxOutputs output, GraphContent content, string name, int size)
        {
            if (outputs.HasFlag(output))
            {
                graph.Output(name, size);
                wanted.Add(content, name);
            }
        }

        Add(OnnxOutputs.Code, GraphContent.Code, OnnxNames.Code, shape.CodeSize);
        Add(OnnxOutputs.Reconstruction, GraphContent.Reconstruction, OnnxNames.Reconstruction, shape.InputSize);
        Add(OnnxOutputs.ReconstructionError, GraphContent.ReconstructionError, OnnxNames.ReconstructionError, 1);
        Add(OnnxOutputs.SlotErrors, GraphContent.SlotErrors, OnnxNames.SlotErrors, shape.InputSize);
        Add(OnnxOutputs.Score, GraphContent.Score, OnnxNames.Score, 1);
        var hasLabel = outputs.HasFlag(OnnxOutputs.Label);
        if (hasLabel)
        {
            graph.Output(OnnxNames.Label, 1, isLogical: true);
            if (wanted.Score is null)
            {
                wanted.Add(GraphContent.Score, graph.Tensor(OnnxNames.Score, 1));
            }
        }

        NetworkGraph.Describe(graph, network, detector?.Measure, inputName, wanted);
        if (hasLabel)
        {
            var threshold = graph.Constant("threshold", [options.Threshold ?? detector!.Value.Threshold]);
            graph.Operation("Greater", [wanted.Score!, threshold], [OnnxNames.Label]);
        }

        AddMetadata(graph, shape);
        graph.Save(stream);
    }

    /// <summary>Writes the decoder alone.</summary>
    internal static void SaveDecoder(Stream stream, AutoEncoderNetwork network, string inputName, OnnxExportOptions options)
    {
        Check(options.Outputs ?? OnnxOutputs.Reconstruction, OnnxOutputs.Reconstruction);
        inputName = options.InputName ?? inputName;
        var graph = new OnnxGraphBuilder("autoencoder_decoder");
        graph.Input(inputName, network.Shape.CodeSize);
        graph.Output(OnnxNames.Reconstruction, network.Shape.InputSize);
        NetworkGraph.DescribeDecoder(graph, network, inputName, OnnxNames.Reconstruction);
        AddMetadata(graph, network.Shape);
        graph.Save(stream);
    }

    private static OnnxOutputs Check(OnnxOutputs outputs, OnnxOutputs possible) => outputs != OnnxOutputs.None && (outputs & ~possible) == 0
        ? outputs
        : throw new ArgumentException(
            $"The outputs {outputs} are not to be had from this model, but some or all of {possible}.", nameof(outputs));

    private static void AddMetadata(OnnxGraphBuilder graph, NetworkShape shape)
    {
        graph.Metadata("library", $"{OnnxGraphBuilder.Producer} {OnnxGraphBuilder.ProducerVersion}");
        graph.Metadata("input_size", shape.InputSize.ToString(CultureInfo.InvariantCulture));
        graph.Metadata("code_size", shape.CodeSize.ToString(CultureInfo.InvariantCulture));
        var sizes = shape.Layers.Select(layer => layer.OutputSize.ToString(CultureInfo.InvariantCulture));
        graph.Metadata("layer_sizes", string.Join(", ", sizes));
        graph.Metadata("parameters", shape.ParameterCount.ToString(CultureInfo.InvariantCulture));
    }
}
