using System.Runtime.Intrinsics.X86;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The choice of the precision of matrix products: by what the user wants, what the processor can do, and by sizes.</summary>
internal static class PrecisionChoice
{
    // Bits of the leaf 7 of CPUID (Intel, "Architecture Instruction Set Extensions", table 1-3).
    private const int Avx512BFloat16 = 1 << 5;
    private const int AmxBFloat16 = 1 << 22;

    // With smaller matrices or fewer rows, rounding takes the time that products save.
    private const int LeastWeights = 1 << 16;
    private const int LeastRowsPerThread = 32;

    /// <summary>Whether the processor multiplies numbers in bfloat16.</summary>
    internal static bool IsFastHere { get; } = FindInstructions();

    /// <summary>Chooses, and tells the log what and why.</summary>
    /// <param name="channel">The log.</param>
    /// <param name="wanted">What the user wants.</param>
    /// <param name="backend">What training runs on.</param>
    /// <param name="shape">The layers.</param>
    /// <param name="batchSize">The number of rows of the largest batch.</param>
    /// <returns>Not <see cref="TrainingPrecision.Auto"/>.</returns>
    internal static TrainingPrecision Make(
        IChannel channel, TrainingPrecision wanted, TrainingBackend backend, NetworkShape shape, int batchSize)
    {
        var isOnProcessor = !backend.Device.HasOwnMemory;
        var precision = wanted == TrainingPrecision.Auto
            ? Choose(isOnProcessor && IsFastHere, shape, batchSize / backend.ThreadCount)
            : wanted;
        if (precision == TrainingPrecision.BFloat16 && isOnProcessor && !IsFastHere)
        {
            channel.Warning(
                "{0} is {1}, but this processor has no instructions for it (AVX512_BF16 or AMX): matrix products take many times as long " +
                "as in single precision. Set it to {2}.",
                nameof(TrainingSettings.Precision),
                precision,
                TrainingPrecision.Auto);
        }

        channel.Info(
            "Matrix products are in {0} precision{1}",
            precision == TrainingPrecision.BFloat16 ? "bfloat16" : "single",
            wanted == TrainingPrecision.Auto ? ", chosen by processor and sizes" : string.Empty);
        return precision;
    }

    /// <summary>What <see cref="TrainingPrecision.Auto"/> stands for.</summary>
    /// <param name="hasInstructions">Whether products in bfloat16 are fast.</param>
    /// <param name="shape">The layers.</param>
    /// <param name="rowsPerThread">How many rows of a batch each thread has.</param>
    internal static TrainingPrecision Choose(bool hasInstructions, NetworkShape shape, int rowsPerThread) =>
        hasInstructions
        && rowsPerThread >= LeastRowsPerThread
        && shape.Layers.All(layer => layer is DenseLayer)
        && shape.Layers.Max(layer => (long)layer.InputSize * layer.OutputSize) >= LeastWeights
            ? TrainingPrecision.BFloat16
            : TrainingPrecision.Single;

    /// <summary>That the operating system keeps wide registers is what .NET has found out for instructions that it uses itself.</summary>
    private static bool FindInstructions()
    {
        if (!Avx512F.IsSupported || X86Base.CpuId(0, 0).Eax < 7)
        {
            return false;
        }

        var features = X86Base.CpuId(7, 0);
        return (features.Edx & AmxBFloat16) != 0 || (features.Eax >= 1 && (X86Base.CpuId(7, 1).Eax & Avx512BFloat16) != 0);
    }
}
