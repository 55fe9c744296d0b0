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
        Stream stream, AutoEncoderNetwork network, (AnomalyMeasure Measure, float Threshold)? detector, string inputName, OnnxExportOptions options)
    {
        var shape = network.Shape;
        var possible = (detector is null ? NetworkOutputs : DetectorOutputs) & (shape.HasDecoder ? DetectorOutputs : OnnxOutputs.Code);
        var outputs = Check(options.Outputs ?? possible, possible);
        inputName = options.InputName ?? inputName;
        var graph = new OnnxGraphBuilder(detector is null ? "autoencoder" : "autoencoder_anomaly_detector");
        graph.Input(inputName, shape.InputSize);
        string? Name(OnnxOutputs output, string name, int size, bool isLogical = false)
        {
            if (!outputs.HasFlag(output))
            {
                return null;
            }

            graph.Output(name, size, isLogical);
            return name;
        }

        var wanted = new GraphOutputs(
            Name(OnnxOutputs.Code, OnnxNames.Code, shape.CodeSize),
            Name(OnnxOutputs.Reconstruction, OnnxNames.Reconstruction, shape.InputSize),
            Name(OnnxOutputs.ReconstructionError, OnnxNames.ReconstructionError, 1),
            Name(OnnxOutputs.SlotErrors, OnnxNames.SlotErrors, shape.InputSize),
            Name(OnnxOutputs.Score, OnnxNames.Score, 1));
        var label = Name(OnnxOutputs.Label, OnnxNames.Label, 1, isLogical: true);
        if (label is not null && wanted.Score is null)
        {
            wanted = wanted with { Score = graph.Tensor(OnnxNames.Score, 1) };
        }

        NetworkGraph.Describe(graph, network, detector?.Measure, inputName, wanted);
        if (label is not null)
        {
            graph.Operation("Greater", [wanted.Score!, graph.Constant("threshold", [options.Threshold ?? detector!.Value.Threshold])], [label]);
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
        : throw new ArgumentException($"The outputs {outputs} are not to be had from this model, but some or all of {possible}.", nameof(outputs));

    private static void AddMetadata(OnnxGraphBuilder graph, NetworkShape shape)
    {
        graph.Metadata("library", $"{OnnxGraphBuilder.Producer} {OnnxGraphBuilder.ProducerVersion}");
        graph.Metadata("input_size", shape.InputSize.ToString(CultureInfo.InvariantCulture));
        graph.Metadata("code_size", shape.CodeSize.ToString(CultureInfo.InvariantCulture));
        graph.Metadata("layer_sizes", string.Join(", ", shape.Layers.Select(layer => layer.OutputSize.ToString(CultureInfo.InvariantCulture))));
        graph.Metadata("parameters", shape.ParameterCount.ToString(CultureInfo.InvariantCulture));
    }
}
