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
            DescribeErrors(graph, shape, measure, input, code, reconstruction, outputs);
        }
    }

    /// <summary>Describes the decoder alone.</summary>
    internal static void DescribeDecoder(IGraphBuilder graph, AutoEncoderNetwork network, string code, string reconstruction) =>
        network.Decoder.Describe(graph, SequentialNames.Decoder, code, reconstruction);

    private static void DescribeErrors(
        IGraphBuilder graph, NetworkShape shape, IGraphMeasure? measure, string input, string code, string reconstruction,
        GraphOutputs outputs)
    {
        var difference = graph.Tensor("difference", shape.InputSize);
        graph.Operation("Sub", [input, reconstruction], [difference]);
        var squares = measure is null && outputs.SlotErrors is not null ? outputs.SlotErrors : graph.Tensor("squares", shape.InputSize);
        graph.Operation("Mul", [difference, difference], [squares]);
        if (measure is not null && outputs.SlotErrors is not null)
        {
            graph.Operation("Mul", [squares, graph.Constant("per_unit", [measure.SlotErrorFactor])], [outputs.SlotErrors]);
        }

        if (outputs.ReconstructionError is null && outputs.Score is null)
        {
            return;
        }

        var error = outputs.ReconstructionError ?? graph.Tensor(OnnxNames.ReconstructionError, 1);
        graph.Operation("ReduceMean", [squares], [error], new OperationAttribute("axes", [1L]));
        if (outputs.Score is not null)
        {
            (measure ?? throw new ArgumentNullException(nameof(measure))).DescribeScore(graph, code, error, outputs.Score);
        }
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
