using Benchmarks.Quality.Baselines;
using Benchmarks.Quality.Measures;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Quality;

/// <summary>What the experiments measure with, against sums by hand.</summary>
public sealed class MeasureTests
{
    private const float Tolerance = 1e-4f;

    [Fact]
    public void The_divergence_is_the_integral_that_defines_it()
    {
        const double step = 1e-3;
        var (mean, variance) = (0.7, 0.3);

        var integral = Enumerable.Range(-10_000, 20_000).Sum(i =>
        {
            var z = i * step;
            var logPosterior = (-(z - mean) * (z - mean) / (2 * variance)) - (Math.Log(variance) / 2);
            var logPrior = -z * z / 2;
            return Math.Exp(logPosterior) / Math.Sqrt(2 * Math.PI) * (logPosterior - logPrior) * step;
        });

        Assert.Equal(2 * integral, EvidenceLowerBound.Divergence([0.7f, 0.7f], [variance, variance]), Tolerance);
        Assert.Equal(0, EvidenceLowerBound.Divergence([0f], [1.0]), Tolerance);
    }

    [Fact]
    public void Errors_are_summed_over_pixels_and_averaged_over_images()
    {
        float[][] targets = [[0f, 1f], [1f, 0f]];
        float[][] reconstructions = [[0.5f, 1f], [0.5f, 0.5f]];

        Assert.Equal((0.25 + 0.5) / 2, Reconstructions.SquaredError(targets, reconstructions), Tolerance);
        Assert.Equal(3 * Math.Log(2) / 2, Reconstructions.CrossEntropy(targets, reconstructions), Tolerance);
    }

    [Fact]
    public void Noise_stays_in_the_range_of_pixels_and_is_the_same_each_time()
    {
        float[][] images = [[0f, 0.5f, 1f], [1f, 1f, 0f]];

        var noisy = GaussianNoise.Add(images, 0.5, seed: 1);

        Assert.NotEqual(images, noisy);
        Assert.Equal(noisy, GaussianNoise.Add(images, 0.5, seed: 1));
        Assert.All(noisy.SelectMany(pixels => pixels), pixel => Assert.InRange(pixel, 0f, 1f));
    }

    [Fact]
    public void Principal_components_give_back_rows_of_their_rank()
    {
        var rows = RowsOfRankTwo();

        var reconstructions = new PrincipalComponents(rows, 2).Reconstruct(rows);

        Assert.Equal(0, Reconstructions.SquaredError(rows, reconstructions), Tolerance);
        Assert.True(Reconstructions.SquaredError(rows, new PrincipalComponents(rows, 1).Reconstruct(rows)) > 100 * Tolerance);
    }

    [Fact]
    public void The_best_linear_map_is_found()
    {
        var random = new Random(1);
        float[][] inputs = [.. Enumerable.Range(0, 50).Select(_ => new[] { random.NextSingle(), random.NextSingle() })];
        float[][] targets = Array.ConvertAll(inputs, input => new[] { (2 * input[0]) - input[1] + 3, input[1], 1 });

        Assert.Equal(0, Reconstructions.SquaredError(targets, new LinearMap(inputs, targets).Apply(inputs)), Tolerance);
    }

    private static float[][] RowsOfRankTwo()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 50).Select(_ => (A: random.NextSingle(), B: random.NextSingle()))
            .Select(row => new[] { row.A + 1, row.B, row.A - row.B, row.A + row.B })];
    }
}
