using System.Numerics.Tensors;
using Microsoft.ML.AutoEncoder.Graphs;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Graphs;

/// <summary>Compares what our layers compute with what ONNX Runtime computes.</summary>
internal static class GraphAssert
{
    internal const float Tolerance = 1e-5f;

    internal static float[][] Rows(int count, int size, int seed = 5)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Row())];

        float[] Row() => [.. Enumerable.Range(0, size).Select(_ => (2 * random.NextSingle()) - 0.5f)];
    }

    internal static float[] Weights(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>Each value differs by at most 1e-5 of the greatest value of its row, or of a tenth of the greatest of all rows: small
    /// values are differences of greater ones.</summary>
    internal static void Close(float[][] expected, float[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var least = 0.1f * expected.Max(row => row.Max(Math.Abs));
        foreach (var (one, two) in expected.Zip(actual))
        {
            Assert.Equal(one.Length, two.Length);
            var scale = Math.Max(least, one.Max(Math.Abs));
            Assert.All(one.Zip(two), pair => Assert.True(
                Math.Abs(pair.First - pair.Second) <= Tolerance * scale, $"{pair.First} expected, but got {pair.Second}"));
        }
    }

    /// <summary>The greatest difference of all values, each in parts of the greatest value of its row in <paramref name="expected"/>. A
    /// value that is not finite, or differs in a row of zeros, is infinitely far away.</summary>
    internal static double LargestDifference(float[][] expected, float[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = 0.0;
        foreach (var (one, two) in expected.Zip(actual))
        {
            Assert.Equal(one.Length, two.Length);
            var differences = new float[one.Length];
            TensorPrimitives.Subtract(one, two, differences);
            var difference = Math.Abs((double)TensorPrimitives.MaxMagnitude<float>(differences));
            var relative = difference == 0 ? 0 : difference / Math.Abs(TensorPrimitives.MaxMagnitude<float>(one));
            largest = Math.Max(largest, double.IsFinite(relative) ? relative : double.PositiveInfinity);
        }

        return largest;
    }

    /// <summary>Runs layers one after the other, in double precision.</summary>
    internal static float[][] Run(IEnumerable<ImportedLayer> layers, float[][] rows)
    {
        foreach (var layer in layers)
        {
            rows = [.. rows.Select(row => Run(layer, row))];
        }

        return rows;
    }

    private static float[] Run(ImportedLayer layer, float[] row)
    {
        Assert.Equal(layer.InputSize, row.Length);
        var sums = new float[layer.OutputSize];
        for (var output = 0; output < sums.Length; output++)
        {
            double sum = layer.Bias[output];
            for (var input = 0; input < row.Length; input++)
            {
                sum += (double)row[input] * layer.Weights[(input * layer.OutputSize) + output];
            }

            sums[output] = (float)sum;
        }

        layer.Activation.Apply(sums);
        return sums;
    }
}
