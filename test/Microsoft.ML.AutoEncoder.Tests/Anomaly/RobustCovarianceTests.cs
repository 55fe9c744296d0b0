using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

public sealed class RobustCovarianceTests
{
    private const int Size = 4;
    private const int Ordinary = 300;
    private const int Anomalies = 90;

    private static readonly float[] Contaminated =
        [.. NormalRows.Create(Ordinary, Size, seed: 1), .. NormalRows.Create(Anomalies, Size, seed: 2, deviation: 0.3f, centre: 6)];

    private static readonly double[] Weights = NormalRows.EqualWeights(Ordinary + Anomalies);

    [Fact]
    public void A_group_of_anomalies_in_training_does_not_hide_itself()
    {
        var trimmed = Fit(Contaminated, Size, Weights)!;
        var untrimmed = RobustCovariance.FitAll(Contaminated, Size, Weights)!;

        Assert.All(trimmed.Mean.ToArray(), value => Assert.InRange(value, -0.3, 0.3));
        Assert.True(GreatestOrdinary(trimmed) < LeastAnomalous(trimmed));
        // With all rows the group draws the centre and an axis to itself.
        Assert.True(GreatestOrdinary(untrimmed) > LeastAnomalous(untrimmed));

        double GreatestOrdinary(EllipticDistance distance) => Distances(distance)[..Ordinary].Max();
        double LeastAnomalous(EllipticDistance distance) => Distances(distance)[Ordinary..].Min();
    }

    [Fact]
    public void Without_trimming_squared_distances_have_the_number_of_columns_as_their_mean()
    {
        var rows = NormalRows.Create(2000, Size, seed: 3);

        var distance = RobustCovariance.FitAll(rows, Size, NormalRows.EqualWeights(2000))!;

        Assert.Equal(Size, Distances(distance, rows).Average(), 0.02);
    }

    [Fact]
    public void A_row_without_weight_counts_as_if_it_were_not_there()
    {
        double[] weights = [.. Enumerable.Repeat(1.0, Ordinary), .. new double[Anomalies]];

        var weighted = Fit(Contaminated, Size, weights)!;
        var without = Fit(Contaminated.AsSpan(0, Ordinary * Size), Size, NormalRows.EqualWeights(Ordinary))!;

        Assert.Equal(without.Mean, weighted.Mean);
        Assert.Equal(without.Whitening, weighted.Whitening);
    }

    [Fact]
    public void Where_most_rows_are_the_same_distances_are_finite()
    {
        float[] rows = [.. new float[200 * Size], .. NormalRows.Create(50, Size, seed: 4)];

        var distance = Fit(rows, Size, NormalRows.EqualWeights(250))!;

        Assert.All(Distances(distance, rows), value => Assert.True(double.IsFinite(value)));
        Assert.True(Distances(distance, rows)[..200].Max() < Distances(distance, rows)[200..].Min());
    }

    [Fact]
    public void Rows_that_are_all_the_same_have_no_distance()
    {
        float[] rows = [.. Enumerable.Repeat(2.5f, 40)];

        Assert.Null(Fit(rows, Size, NormalRows.EqualWeights(10)));
        Assert.Null(RobustCovariance.FitAll(rows, Size, NormalRows.EqualWeights(10)));
    }

    [Fact]
    public void The_determinant_is_the_volume_that_the_ordinary_rows_take()
    {
        // The covariance is L L' with L = [2, 0; 1, 4].
        var distance = EllipticDistance.Create([0, 0], [4, 2, 17]);

        Assert.Equal(Math.Log(64), distance.LogDeterminant, 1e-12);
        Assert.Equal((1.5 * 1.5) + (0.875 * 0.875), distance.SquaredFromMean([3, 5], new double[2]), 1e-12);
    }

    [Fact]
    public void More_columns_than_rows_have_a_distance()
    {
        var rows = NormalRows.Create(12, 30, seed: 5);

        var distance = Fit(rows, 30, NormalRows.EqualWeights(12))!;

        Assert.All(Distances(distance, rows), value => Assert.InRange(value, 1, 1e6));
    }

    private static EllipticDistance? Fit(ReadOnlySpan<float> rows, int size, double[] weights) =>
        RobustCovariance.Fit(rows, size, weights, cancellationToken: TestContext.Current.CancellationToken);

    private static double[] Distances(EllipticDistance distance, float[]? rows = null)
    {
        var scratch = new double[distance.Size];
        return [.. (rows ?? Contaminated).Chunk(distance.Size).Select(row => distance.SquaredFromMean(row, scratch))];
    }
}
