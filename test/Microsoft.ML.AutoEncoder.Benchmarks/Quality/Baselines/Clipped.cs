namespace Benchmarks.Quality.Baselines;

/// <summary>Helps linear reconstructions, which leave the range of pixels.</summary>
internal static class Clipped
{
    internal static float[][] ToPixels(float[][] rows) =>
        Array.ConvertAll(rows, row => Array.ConvertAll(row, value => Math.Clamp(value, 0f, 1f)));
}
