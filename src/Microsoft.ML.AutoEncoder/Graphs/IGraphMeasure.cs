namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>What a detector measures at a network, as operations of a graph.</summary>
internal interface IGraphMeasure
{
    /// <summary>The layer of the encoder whose output the score needs, from 1 on; 0: none.</summary>
    int Layer { get; }

    /// <summary>Whether the score needs the output of the layer for the reconstruction, too.</summary>
    bool ComparesLayer { get; }

    /// <summary>Whether choosing the nearest rows needs the operator set 11.</summary>
    bool NeedsTopK { get; }

    /// <summary>Describes the score of a row and the errors of its slots, where they are wanted.</summary>
    /// <param name="graph">Takes the operations.</param>
    /// <param name="input">The tensor of the row.</param>
    /// <param name="difference">The tensor of the row minus its reconstruction.</param>
    /// <param name="layer">The tensor of the layer; null where none is needed.</param>
    /// <param name="layerOfReconstruction">The same for the reconstruction; null where it is not needed.</param>
    /// <param name="outputs">The tensors that are wanted.</param>
    void Describe(IGraphBuilder graph, string input, string difference, string? layer, string? layerOfReconstruction, GraphOutputs outputs);
}
