namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>A tensor that cannot be read, which matters only if somebody needs it.</summary>
/// <param name="Reason">What is wrong, with the node's name and operator.</param>
internal sealed record UnreadableTensor(string Reason);
