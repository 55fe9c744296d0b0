using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a thread's rows of a batch are to be reconstructed as.</summary>
/// <param name="Rows">The clean rows without their zeros.</param>
/// <param name="Weights">Shape [rows]; null if every row has the weight 1.</param>
internal sealed record OutputTarget(SparseRows Rows, Tensor? Weights);
