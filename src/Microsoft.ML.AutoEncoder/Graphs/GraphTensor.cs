namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>A tensor that the graph of a network can give.</summary>
/// <param name="Content">What it holds.</param>
/// <param name="Layer">The number of the layer, from 1 over encoder and decoder; 0 for other contents.</param>
internal sealed record GraphTensor(GraphContent Content, int Layer = 0);
