namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>The tensors that a graph of a network is to compute, by name; null for those that nobody wants.</summary>
/// <param name="Code">One value per unit of the code.</param>
/// <param name="Reconstruction">One value per slot of the input.</param>
/// <param name="ReconstructionError">One value: the mean of the squared differences.</param>
/// <param name="SlotErrors">One value per slot: the squared difference, as a multiple of the measure's unit where there is one.</param>
/// <param name="Score">One value: how odd the row is to the measure.</param>
internal sealed record GraphOutputs(
    string? Code = null, string? Reconstruction = null, string? ReconstructionError = null, string? SlotErrors = null, string? Score = null)
{
    /// <summary>The outputs of single layers, by the number of the layer from 1 on over encoder and decoder.</summary>
    internal IReadOnlyDictionary<int, string> Layers { get; init; } = new Dictionary<int, string>();
}
