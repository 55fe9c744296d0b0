using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Two matrices that are to be multiplied.</summary>
/// <remarks>Not a tuple: where a field is a structure with tensors, the type cannot be loaded without TorchSharp, and ML.NET
/// loads all types of an assembly.</remarks>
/// <param name="Left">The left one; null where it is sparse.</param>
/// <param name="Right">The right one.</param>
internal sealed record MatrixFactors(Tensor? Left, Tensor Right)
{
    /// <summary>The left one transposed, where it is sparse.</summary>
    internal SparseRows? SparseLeft { get; init; }
}
