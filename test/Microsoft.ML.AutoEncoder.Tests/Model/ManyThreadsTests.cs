using System.Runtime.InteropServices;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Model;

public sealed class ManyThreadsTests
{
    [Fact]
    public void Eight_threads_give_the_bits_that_one_gives()
    {
        var network = Networks.Random(784, 256, 64);
        var random = new Random(1);
        float[][] rows = [
            .. Enumerable.Range(0, 50).Select(_ => Enumerable.Range(0, 784).Select(_ => random.Next(3) * random.NextSingle()).ToArray())];
        var expected = Score(network, rows);

        var actual = ParallelRun.OnThreads(8, _ => Score(network, rows));

        Assert.All(actual, bits => Assert.Equal(expected, bits));
    }

    private static int[] Score(AutoEncoderNetwork network, float[][] rows)
    {
        var code = new float[network.Shape.CodeSize];
        var reconstruction = new float[network.Shape.InputSize];
        var bits = new List<int>();
        foreach (var row in rows)
        {
            network.Encoder.Forward(row, code);
            network.Reconstruct(row, reconstruction);
            bits.AddRange(MemoryMarshal.Cast<float, int>(code));
            bits.AddRange(MemoryMarshal.Cast<float, int>(reconstruction));
        }

        return [.. bits];
    }
}
