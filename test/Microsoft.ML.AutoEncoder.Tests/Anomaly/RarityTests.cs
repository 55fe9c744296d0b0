using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

/// <summary>A score says of how many training rows one is as odd.</summary>
public sealed class RarityTests
{
    private const int RowCount = 5_000;
    private static readonly double[] Rows = [.. Enumerable.Range(0, RowCount).Select(i => Math.Pow(i / 100.0, 1.5))];
    private static readonly RarityScale Rarity = RarityScale.Create(Rows, NormalRows.EqualWeights(RowCount));

    [Fact]
    public void It_is_one_in_as_many_rows_as_are_as_odd_or_odder()
    {
        Assert.All(Enumerable.Range(0, RowCount), i => Assert.Equal(i / (double)RowCount, 1 - (1 / Rarity.Of(Rows[i])), 0.01));
        Assert.Equal(20, Rarity.Of(Rows[RowCount * 95 / 100]), 0.5);
        Assert.Equal(1000, Rarity.Of(Rows[RowCount * 999 / 1000]), 25.0);
        Assert.Equal(RowCount, Rarity.Of(Rows[^1]), 1.0);
        Assert.True(double.IsNaN(Rarity.Of(double.NaN)));
        Assert.Equal(double.PositiveInfinity, Rarity.Of(double.PositiveInfinity));
    }

    [Fact]
    public void It_rises_everywhere_also_as_a_float()
    {
        float[] scores = [.. Enumerable.Range(-200, 3_000).Select(i => (float)Rarity.Of(i * 0.5))];

        Assert.All(scores.Zip(scores.Skip(1)), pair => Assert.True(pair.First < pair.Second, $"{pair}"));
        Assert.InRange(scores[0], 0, 1);
        Assert.True(scores[^1] > 4 * RowCount);
    }

    [Fact]
    public void A_scale_of_few_points_is_kept() => Assert.InRange(Rarity.Oddness.Length, 100, 250);

    [Fact]
    public void Rows_that_are_equally_odd_count_as_odder_than_the_rows_below_them()
    {
        double[] oddness = [.. Enumerable.Repeat(1.0, 40), .. Enumerable.Repeat(2.0, 40), .. Enumerable.Repeat(3.0, 20)];

        var rarity = RarityScale.Create(oddness, NormalRows.EqualWeights(100));

        Assert.Equal(1, rarity.Of(1), 1e-9);
        Assert.Equal(1 / 0.6, rarity.Of(2), 1e-9);
        Assert.Equal(5, rarity.Of(3), 1e-9);
        Assert.True(rarity.Of(3.1) > 100);
    }

    [Fact]
    public void It_goes_by_weight()
    {
        var rarity = RarityScale.Create([1, 2, 3, 4], [1, 1, 0, 2]);

        Assert.Equal(2, rarity.Of(4), 1e-9);
        Assert.Equal(4 / 3.0, rarity.Of(2), 1e-9);
    }

    [Fact]
    public void Rows_that_are_all_equally_odd_have_a_scale()
    {
        var rarity = RarityScale.Create([0, 0, 0], NormalRows.EqualWeights(3));

        Assert.Equal(1, rarity.Of(0));
        Assert.True(rarity.Of(-1) < 1 && rarity.Of(-1) > 0);
        Assert.True(rarity.Of(1) > 3 && double.IsFinite(rarity.Of(1)));
        Assert.Equal(1, RarityScale.Create([5], [2]).Of(5));
    }
}
