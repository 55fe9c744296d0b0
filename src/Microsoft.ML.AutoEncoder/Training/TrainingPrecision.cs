using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.AutoEncoder;

/// <summary>In which numbers the matrix products of a training are computed. Weights, sums, losses and what the optimizer remembers are in
/// single precision whatever is chosen, and so is the fitted model.</summary>
public enum TrainingPrecision
{
    /// <summary><see cref="BFloat16"/> where the processor has instructions for it (AVX512_BF16 or AMX) and the layers are large enough
    /// to gain from them, <see cref="Single"/> elsewhere. Decided by the processor and the sizes, never by a timing.</summary>
    Auto,

    /// <summary>Single precision, 24 bits of each number.</summary>
    [SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "It is the precision's name.")]
    Single,

    /// <summary>The operands of the products are rounded to bfloat16, 8 bits of each number with the exponent of single precision
    /// (Kalamkar et al., "A Study of BFLOAT16 for Deep Learning Training", 2019). Many times slower than <see cref="Single"/> on
    /// a processor without instructions for it.</summary>
    BFloat16,
}
