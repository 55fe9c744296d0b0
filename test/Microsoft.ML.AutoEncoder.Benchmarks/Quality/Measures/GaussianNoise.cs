namespace Benchmarks.Quality.Measures;

/// <summary>Makes noisy images, the same ones each time.</summary>
internal static class GaussianNoise
{
    /// <summary>Adds normally distributed noise to each pixel, and moves what leaves [0, 1] to the nearer end.</summary>
    internal static float[][] Add(IEnumerable<float[]> images, double standardDeviation, int seed)
    {
        var random = new Random(seed);
        return [.. images.Select(image => Array.ConvertAll(image, pixel => (float)Math.Clamp(pixel +
            (standardDeviation * Next(random)), 0, 1)))];
    }

    /// <summary>A number from the standard normal distribution (Box and Muller, 1958).</summary>
    internal static double Next(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
