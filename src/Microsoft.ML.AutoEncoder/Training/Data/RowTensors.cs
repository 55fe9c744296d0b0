using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Rows in the memory of a device.</summary>
/// <param name="Rows">Shape [rows, row size].</param>
/// <param name="Weights">Shape [rows].</param>
internal sealed record RowTensors(Tensor Rows, Tensor Weights);
