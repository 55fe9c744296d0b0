namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

/// <summary>Rows whose values are normally distributed, one after the other.</summary>
internal static class NormalRows
{
    internal static float[] Create(int rowCount, int size, int seed, float deviation = 1, float centre = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rowCount * size).Select(_ => centre + (deviation * Next()))];

        // Box and Muller.
        float Next() => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }

    internal static double[] EqualWeights(int rowCount) => [.. Enumerable.Repeat(1.0, rowCount)];
}
