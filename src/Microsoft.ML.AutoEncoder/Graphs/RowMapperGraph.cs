using Microsoft.ML.Model.OnnxConverter;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Describes what a row mapper adds to each row in the graph that ML.NET makes of a whole pipeline.</summary>
internal static class RowMapperGraph
{
    internal static void Describe(
        OnnxContext context, AutoEncoderNetwork network, string inputColumn, IReadOnlyList<OutputColumn> outputs, DataViewSchema.DetachedColumn[] columns)
    {
        if (!TryFindInput(context, inputColumn, columns, out var input))
        {
            return;
        }

        OnnxContextBuilder.CheckOperatorSet(context, network.Shape, "AutoEncoder");
        var graph = new OnnxContextBuilder(context);
        var names = columns.Select(column => context.AddIntermediateVariable(column.Type, column.Name)).ToArray();
        string? Find(OutputContent content) => outputs.Select((output, i) => output.Content == content ? names[i] : null).FirstOrDefault(name => name is not null);

        // Columns of the same layer: one is computed, the others are copies.
        var layers = new Dictionary<int, string>();
        var copies = new List<(string From, string To)>();
        for (var i = 0; i < names.Length; i++)
        {
            if (outputs[i].Content == OutputContent.Layer && !layers.TryAdd(outputs[i].Layer, names[i]))
            {
                copies.Add((layers[outputs[i].Layer], names[i]));
            }
        }

        NetworkGraph.Describe(graph, network, null, input, new GraphOutputs(
            Find(OutputContent.Code), Find(OutputContent.Reconstruction), Find(OutputContent.ReconstructionError), Find(OutputContent.SlotError))
        {
            Layers = layers,
        });
        foreach (var (from, to) in copies)
        {
            graph.Operation("Identity", [from], [to]);
        }
    }

    internal static void DescribeDecoder(OnnxContext context, AutoEncoderNetwork network, string inputColumn, DataViewSchema.DetachedColumn output)
    {
        if (TryFindInput(context, inputColumn, [output], out var input))
        {
            OnnxContextBuilder.CheckOperatorSet(context, network.Shape, "AutoEncoderDecoder");
            NetworkGraph.DescribeDecoder(new OnnxContextBuilder(context), network, input, context.AddIntermediateVariable(output.Type, output.Name));
        }
    }

    /// <summary>Finds the tensor of the input column, before an output may take the column's name. Where the input cannot be had, there are no
    /// outputs either.</summary>
    private static bool TryFindInput(OnnxContext context, string inputColumn, DataViewSchema.DetachedColumn[] outputs, out string input)
    {
        if (context.ContainsColumn(inputColumn))
        {
            input = context.GetVariableName(inputColumn);
            return true;
        }

        foreach (var output in outputs)
        {
            context.RemoveColumn(output.Name, false);
        }

        input = string.Empty;
        return false;
    }
}
