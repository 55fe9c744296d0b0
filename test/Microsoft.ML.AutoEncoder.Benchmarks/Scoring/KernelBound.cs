using Microsoft.ML.AutoEncoder;

namespace Benchmarks.Scoring;

/// <summary>What bounds the time of a row: the same arithmetic of the first layer, with weights that lie where they lie in use, and
/// with weights that stay in the first-level cache.</summary>
internal static class KernelBound
{
    private const int InputSize = 784;
    private const int OutputSize = 256;

    // As many inputs are not zero in an image of MNIST.
    private const int NonZeroCount = 150;
    private const int NearbyCount = 16;
    private const int Repetitions = 20_000;

    internal static void Measure(Report report)
    {
        var random = new Random(1);
        var kernel = WeightedSum.Choose(OutputSize, WeightedSum.HardwareLaneCount);
        var weights = AlignedMemory.Allocate(InputSize * OutputSize);
        // Memory that was never written to is one and the same page of zeros.
        foreach (ref var weight in weights.Span)
        {
            weight = random.NextSingle() - 0.5f;
        }

        var values = new float[NonZeroCount];
        var sums = new float[OutputSize];
        int[] spread = [.. Enumerable.Range(0, InputSize).OrderBy(_ => random.Next()).Take(NonZeroCount).Order()];
        int[] nearby = [.. Enumerable.Range(0, NonZeroCount).Select(i => i % NearbyCount)];

        var microseconds = Array.ConvertAll(
            Timing.Seconds(() => Repeat(spread), () => Repeat(nearby)), seconds => seconds / Repetitions * 1e6);
        report.AddRatio(
            "first layer: weights from the second-level cache ÷ from the first-level cache", microseconds[0], microseconds[1], "µs");

        void Repeat(int[] indices)
        {
            for (var i = 0; i < Repetitions; i++)
            {
                kernel.Add(weights.Span, indices, values, sums);
            }
        }
    }
}
