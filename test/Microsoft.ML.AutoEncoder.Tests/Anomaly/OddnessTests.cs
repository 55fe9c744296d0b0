using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

/// <summary>Scales, shares, and what is made of the measures of a row.</summary>
public sealed class OddnessTests
{
    private static readonly double[] Measures = [.. Enumerable.Range(1, 100).Select(i => Math.Exp(i / 10.0))];
    private static readonly double[] Weights = NormalRows.EqualWeights(100);

    [Fact]
    public void On_the_logarithmic_scale_the_median_is_0_and_the_quartiles_are_1_apart()
    {
        var scale = LogScale.Create(Measures, Weights);

        Assert.Equal(0, scale.Of(Measures[49]), 1e-12);
        Assert.Equal(1, scale.Of(Measures[74]) - scale.Of(Measures[24]), 1e-12);
        Assert.True(double.IsNaN(scale.Of(double.NaN)));
        Assert.True(double.IsFinite(scale.Of(0)));
    }

    [Fact]
    public void Anomalies_among_the_training_rows_hardly_move_the_scale()
    {
        double[] spoilt = [.. Measures[..95], .. Enumerable.Repeat(1e30, 5)];

        Assert.Equal(LogScale.Create(Measures, Weights), LogScale.Create(spoilt, Weights));
    }

    [Fact]
    public void Measures_that_are_all_the_same_have_a_scale()
    {
        var scale = LogScale.Create(new double[10], NormalRows.EqualWeights(10));

        Assert.Equal(0, scale.Of(0));
        Assert.True(scale.Of(1) > 0 && double.IsFinite(scale.Of(1)));
    }

    [Fact]
    public void A_row_is_as_odd_as_the_odder_of_two_views()
    {
        var scale = LogScale.Create(Measures, Weights);
        var odd = new OddnessScale(scale, scale, scale);

        Assert.Equal(scale.Of(900), odd.Score(centre: 900, error: 10, nearest: 20));
        Assert.Equal((0.2 * scale.Of(500)) + (0.8 * scale.Of(900)), odd.Score(centre: 10, error: 500, nearest: 900), 1e-12);
        Assert.True(double.IsNaN(odd.Score(centre: double.NaN, error: 10, nearest: 20)));
        Assert.True(double.IsNaN(odd.Score(centre: 10, error: double.NaN, nearest: 20)));
    }

    [Fact]
    public void Without_a_scale_the_nearest_rows_do_not_count()
    {
        var scale = LogScale.Create(Measures, Weights);
        var odd = new OddnessScale(scale, scale, null);

        Assert.Equal(scale.Of(500), odd.Score(centre: 10, error: 500, nearest: double.NaN));
        Assert.Equal(scale.Of(900), odd.Score(centre: 900, error: 500, nearest: 5000));
    }

    [Fact]
    public void A_share_is_the_part_of_the_training_rows_that_score_lower()
    {
        double[] scores = [.. Enumerable.Range(0, 5000).Select(i => Math.Pow(i, 1.5))];
        var share = ShareOfRows.Create(scores, NormalRows.EqualWeights(5000));

        Assert.All(Enumerable.Range(0, 5000), i => Assert.Equal(i / 5000.0, share.Below(scores[i]), 1e-3));
        Assert.Equal(0, share.Below(-1));
        Assert.True(double.IsNaN(share.Below(double.NaN)));
    }

    [Fact]
    public void A_share_rises_above_the_greatest_training_score_but_stays_below_1()
    {
        var share = ShareOfRows.Create(Measures, Weights);

        double[] shares = [.. Enumerable.Range(0, 60).Select(i => share.Below(Measures[^2] * Math.Pow(1.5, i)))];

        Assert.All(shares.Zip(shares.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.InRange(shares[^1], 0.99, 1);
    }

    [Fact]
    public void Scores_that_many_training_rows_share_have_the_share_of_the_rows_below_them()
    {
        double[] scores = [.. Enumerable.Repeat(1.0, 40), .. Enumerable.Repeat(2.0, 40), .. Enumerable.Repeat(3.0, 20)];
        var share = ShareOfRows.Create(scores, Weights);

        Assert.Equal(0, share.Below(1));
        Assert.Equal(0.4, share.Below(2), 0.01);
        Assert.InRange(share.Below(2.5), 0.4, 0.81);
        Assert.Equal(0.8, share.Below(3), 0.01);
    }
}
