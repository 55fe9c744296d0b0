using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The random numbers of some rows in one training step. They depend on the seed, the number of the step and that of the
/// row in the batch only: not on the number of threads, nor on the steps before.</summary>
/// <param name="seed">The training's seed.</param>
/// <param name="step">The number of the step.</param>
/// <param name="firstRow">The number of the first row in the batch.</param>
/// <param name="rowCount">How many rows there are.</param>
/// <param name="device">Where the tensors are wanted.</param>
internal sealed class StepRandom(int seed, int step, int firstRow, int rowCount, TrainingDevice device)
{
    private delegate void Fill(ref RowRandom random, Span<float> values);

    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="row">The number of the row, from 0.</param>
    internal RowRandom ForRow(RandomStream purpose, int row) =>
        new(SplitMix64.Mix(SplitMix64.Mix(((ulong)(uint)seed << 32) | (uint)step)
            ^ (((ulong)(uint)purpose << 32) | (uint)(firstRow + row))));

    /// <summary>Values with the standard normal distribution.</summary>
    /// <returns>Shape [rows, width].</returns>
    internal Tensor Gaussian(RandomStream purpose, int width) =>
        Create(purpose, width, static (ref random, values) => random.FillGaussian(values));

    /// <summary>Values −1 and 1 (Rademacher's distribution).</summary>
    /// <returns>Shape [rows, width].</returns>
    internal Tensor Signs(RandomStream purpose, int width) =>
        Create(purpose, width, static (ref random, values) => random.FillSigns(values));

    /// <summary>Zeros, and between them what keeps the mean at 1.</summary>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="width">How many there are in a row.</param>
    /// <param name="zeros">The part of the zeros, in [0, 1).</param>
    /// <returns>Shape [rows, width].</returns>
    internal Tensor Mask(RandomStream purpose, int width, float zeros) =>
        Create(purpose, width, (ref random, values) => FillMask(ref random, values, zeros));

    /// <summary>One row of <see cref="Mask"/>.</summary>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="row">The number of the row, from 0.</param>
    /// <param name="values">Receives them.</param>
    /// <param name="zeros">The part of the zeros, in [0, 1).</param>
    internal void FillMask(RandomStream purpose, int row, Span<float> values, float zeros)
    {
        var random = ForRow(purpose, row);
        FillMask(ref random, values, zeros);
    }

    private static void FillMask(ref RowRandom random, Span<float> values, float zeros)
    {
        random.FillUniform(values);
        var kept = 1 / (1 - zeros);
        foreach (ref var value in values)
        {
            value = value < zeros ? 0f : kept;
        }
    }

    private Tensor Create(RandomStream purpose, int width, Fill fill)
    {
        var tensor = empty(rowCount, width, ScalarType.Float32, CPU);
        var values = MemoryMarshal.Cast<byte, float>(tensor.bytes);
        for (var row = 0; row < rowCount; row++)
        {
            var random = ForRow(purpose, row);
            fill(ref random, values.Slice(row * width, width));
        }

        return device.Bring(tensor);
    }
}
