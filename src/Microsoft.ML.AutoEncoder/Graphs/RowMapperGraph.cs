using Microsoft.ML.Model.OnnxConverter;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Describes what a model adds to each row in the graph that ML.NET makes of a whole pipeline.</summary>
internal static class RowMapperGraph
{
    /// <param name="context">ML.NET's graph.</param>
    /// <param name="network">The network.</param>
    /// <param name="columns">What the columns that the model produces hold.</param>
    /// <param name="input">The tensor with the rows.</param>
    /// <param name="names">The tensors of the columns.</param>
    internal static void Describe(
        OnnxContext context, AutoEncoderNetwork network, IReadOnlyList<GraphTensor> columns, string input, IReadOnlyList<string> names)
    {
        OnnxContextBuilder.CheckOperatorSet(context, network.Shape, "AutoEncoder");
        var graph = new OnnxContextBuilder(context);
        var outputs = new GraphOutputs();
        var copies = new List<(string From, string To)>();
        for (var i = 0; i < names.Count; i++)
        {
            // Columns of the same content: one is computed, the others are copies.
            if (outputs.Find(columns[i]) is { } first)
            {
                copies.Add((first, names[i]));
            }
            else
            {
                outputs.Add(columns[i], names[i]);
            }
        }

        NetworkGraph.Describe(graph, network, null, input, outputs);
        foreach (var (from, to) in copies)
        {
            graph.Operation("Identity", [from], [to]);
        }
    }

    internal static void DescribeDecoder(OnnxContext context, AutoEncoderNetwork network, string input, string reconstruction)
    {
        OnnxContextBuilder.CheckOperatorSet(context, network.Shape, "AutoEncoderDecoder");
        NetworkGraph.DescribeDecoder(new OnnxContextBuilder(context), network, input, reconstruction);
    }
}
