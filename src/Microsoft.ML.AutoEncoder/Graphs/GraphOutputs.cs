namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>The tensors that a graph of a network is to compute, and their names.</summary>
internal sealed class GraphOutputs
{
    private readonly Dictionary<GraphTensor, string> _names = [];

    internal string? Code => Find(new(GraphContent.Code));

    internal string? Reconstruction => Find(new(GraphContent.Reconstruction));

    internal string? ReconstructionError => Find(new(GraphContent.ReconstructionError));

    internal string? SlotErrors => Find(new(GraphContent.SlotErrors));

    internal string? Score => Find(new(GraphContent.Score));

    /// <summary>The outputs of single layers, by the number of the layer from 1 on over encoder and decoder.</summary>
    internal IEnumerable<KeyValuePair<int, string>> Layers =>
        _names.Where(name => name.Key.Content is GraphContent.Layer).Select(name => KeyValuePair.Create(name.Key.Layer, name.Value));

    internal GraphOutputs Add(GraphTensor tensor, string name)
    {
        _names.Add(tensor, name);
        return this;
    }

    internal GraphOutputs Add(GraphContent content, string name) => Add(new GraphTensor(content), name);

    /// <summary>The name of a tensor; null if nobody wants it.</summary>
    internal string? Find(GraphTensor tensor) => _names.GetValueOrDefault(tensor);
}
