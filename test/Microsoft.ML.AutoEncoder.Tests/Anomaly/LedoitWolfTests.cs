using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

public sealed class LedoitWolfTests
{
    private const int Size = 3;
    private const int RowCount = 12;

    private static readonly float[] Rows =
        [.. Enumerable.Range(0, RowCount).SelectMany(i => new float[] { i, (2 * i) + (i % 3), (i * 7 % 5) - i })];

    /// <summary>The values are those of scikit-learn 1.2.1:
    /// <code>
    /// x = np.arange(12.); X = np.c_[x, 2 * x + x % 3, x * 7 % 5 - x]; m = X.mean(0)
    /// sklearn.covariance.ledoit_wolf(X - m, assume_centered=True)
    /// </code></summary>
    [Fact]
    public void The_estimate_is_that_of_scikit_learn()
    {
        var (mean, covariance) = LedoitWolf.Estimate(Rows, Size, NormalRows.EqualWeights(RowCount));

        Equal([5.5, 12, -3.6666666666666665], mean);
        Equal(
            [13.45685358110266, 21.731430315490734, 48.1236590843855, -10.496133009522737, -21.509681026557157, 15.05837622340073],
            covariance);
    }

    [Fact]
    public void Only_the_proportions_of_the_weights_count()
    {
        double[] weights = [.. Enumerable.Range(1, RowCount).Select(i => (double)(i % 4))];

        var (mean, covariance) = LedoitWolf.Estimate(Rows, Size, weights);
        var (sameMean, sameCovariance) = LedoitWolf.Estimate(Rows, Size, [.. weights.Select(weight => 8 * weight)]);

        Assert.Equal(mean, sameMean);
        Assert.Equal(covariance, sameCovariance);
    }

    [Fact]
    public void Few_rows_of_independent_columns_are_drawn_all_the_way_to_a_multiple_of_the_identity()
    {
        var (_, covariance) = LedoitWolf.Estimate([1, 2, 0, 2, 1, 1, 3, 5, 2, 4, 3, 8, 6, 4, 3, 0, 7, 1], Size, NormalRows.EqualWeights(6));

        Equal([4.898148148148149, 0, 4.898148148148149, 0, 0, 4.898148148148149], covariance);
    }

    private static void Equal(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual, (first, second) => (first, second)), pair => Assert.Equal(pair.first, pair.second, 1e-10));
}
