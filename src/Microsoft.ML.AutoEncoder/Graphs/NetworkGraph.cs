namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Describes a whole network, and what a detector measures at it, as operations of a graph.</summary>
internal static class NetworkGraph
{
    /// <param name="graph">Takes the operations.</param>
    /// <param name="network">The network.</param>
    /// <param name="measure">What a detector measures; null where no score is wanted.</param>
    /// <param name="input">The tensor with the rows.</param>
    /// <param name="outputs">The tensors that are wanted.</param>
    internal static void Describe(
        IGraphBuilder graph, AutoEncoderNetwork network, IGraphMeasure? measure, string input, GraphOutputs outputs)
    {
        var shape = network.Shape;
        var layer = measure is { Layer: > 0 } && outputs.Score is not null && measure.Layer < shape.Encoder.Length
            ? new GraphTensor(GraphContent.Layer, measure.Layer)
            : null;
        if (layer is not null && outputs.Find(layer) is null)
        {
            outputs.Add(layer, graph.Tensor("measured_layer", shape.Encoder[layer.Layer - 1].OutputSize));
        }

        var code = outputs.Code ?? graph.Tensor(OnnxNames.Code, shape.CodeSize);
        network.Encoder.Describe(graph, SequentialNames.Encoder, input, code, LayersOf(outputs, 0, shape.Encoder.Length));
        Copy(graph, code, outputs, shape.Encoder.Length);

        var needsErrors = outputs.ReconstructionError is not null || outputs.SlotErrors is not null || outputs.Score is not null;
        if (!needsErrors && outputs.Reconstruction is null && !outputs.Layers.Any(layer => layer.Key > shape.Encoder.Length))
        {
            return;
        }

        var reconstruction = outputs.Reconstruction ?? graph.Tensor(OnnxNames.Reconstruction, shape.InputSize);
        network.Decoder.Describe(
            graph, SequentialNames.Decoder, code, reconstruction, LayersOf(outputs, shape.Encoder.Length, shape.Decoder.Length));
        Copy(graph, reconstruction, outputs, shape.Encoder.Length + shape.Decoder.Length);
        if (needsErrors)
        {
            var measured = layer is not null ? outputs.Find(layer) : measure is { Layer: > 0 } ? code : null;
            var again = measure is { ComparesLayer: true } && outputs.Score is not null
                ? DescribeLayer(graph, network, reconstruction, measure.Layer)
                : null;
            DescribeErrors(graph, shape, measure, input, (measured, again), reconstruction, outputs);
        }
    }

    /// <summary>Describes the decoder alone.</summary>
    internal static void DescribeDecoder(IGraphBuilder graph, AutoEncoderNetwork network, string code, string reconstruction) =>
        network.Decoder.Describe(graph, SequentialNames.Decoder, code, reconstruction);

    private static void DescribeErrors(
        IGraphBuilder graph, NetworkShape shape, IGraphMeasure? measure, string input,
        (string? OfRow, string? OfReconstruction) layer, string reconstruction, GraphOutputs outputs)
    {
        var difference = graph.Tensor("difference", shape.InputSize);
        graph.Operation("Sub", [input, reconstruction], [difference]);
        measure?.Describe(graph, input, difference, layer.OfRow, layer.OfReconstruction, outputs);
        if (outputs.ReconstructionError is null && (measure is not null || outputs.SlotErrors is null))
        {
            return;
        }

        var squares = measure is null && outputs.SlotErrors is not null ? outputs.SlotErrors : graph.Tensor("squares", shape.InputSize);
        graph.Operation("Mul", [difference, difference], [squares]);
        if (outputs.ReconstructionError is not null)
        {
            graph.Operation("ReduceMean", [squares], [outputs.ReconstructionError], new OperationAttribute("axes", [1L]));
        }
    }

    /// <summary>Describes the output of a layer of the encoder, counted from 1, for other rows than the input.</summary>
    private static string DescribeLayer(IGraphBuilder graph, AutoEncoderNetwork network, string rows, int layer)
    {
        var shape = network.Shape;
        var code = graph.Tensor("code_again", shape.CodeSize);
        var output = layer == shape.Encoder.Length ? code : graph.Tensor("layer_again", shape.Encoder[layer - 1].OutputSize);
        var outputs = layer == shape.Encoder.Length ? null : new Dictionary<int, string> { [layer - 1] = output };
        network.Encoder.Describe(graph, "encoder_again", rows, code, outputs);
        return output;
    }

    /// <summary>The names for layers of one side, counted from 0, without its last one.</summary>
    private static Dictionary<int, string> LayersOf(GraphOutputs outputs, int before, int count) =>
        outputs.Layers.Where(layer => layer.Key > before && layer.Key < before + count)
            .ToDictionary(layer => layer.Key - 1 - before, layer => layer.Value);

    /// <summary>The last layer of a side is what the side gives as a whole.</summary>
    private static void Copy(IGraphBuilder graph, string tensor, GraphOutputs outputs, int layer)
    {
        if (outputs.Find(new GraphTensor(GraphContent.Layer, layer)) is { } name)
        {
            graph.Operation("Identity", [tensor], [name]);
        }
    }
}
