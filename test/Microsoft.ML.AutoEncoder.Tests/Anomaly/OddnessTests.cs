using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

/// <summary>Scales, shares, and what is made of the measures of a row.</summary>
public sealed class OddnessTests
{
    private const double NaN = double.NaN;

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
    public void Measures_that_are_noise_have_no_differences()
    {
        var scale = LogScale.Create([.. Enumerable.Range(0, 10).Select(i => i * 1e-9)], NormalRows.EqualWeights(10), floor: 1e-4);

        Assert.InRange(scale.Of(1e-6), -1, 1);
        Assert.True(scale.Of(1e-3) > 10);
    }

    [Fact]
    public void A_row_is_as_odd_as_the_odder_of_two_views()
    {
        var scale = LogScale.Create(Measures, Weights);
        var odd = new OddnessScale(scale, true, scale, scale, scale);

        Assert.Equal(scale.Of(900), odd.Of(error: 10, layer: 10, centre: 900, nearest: 20));
        Assert.Equal(scale.Of(900), odd.Of(error: 10, layer: 900, centre: 10, nearest: 20));
        Assert.Equal((0.2 * scale.Of(500)) + (0.8 * scale.Of(900)), odd.Of(error: 500, layer: 10, centre: 10, nearest: 900), 1e-12);
        Assert.True(double.IsNaN(odd.Of(error: 10, layer: 10, centre: double.NaN, nearest: 20)));
        Assert.True(double.IsNaN(odd.Of(error: double.NaN, layer: 10, centre: 10, nearest: 20)));
    }

    [Fact]
    public void A_measure_without_a_scale_does_not_count()
    {
        var scale = LogScale.Create(Measures, Weights);

        Assert.Equal(scale.Of(500), new OddnessScale(scale, true, null, null, null).Of(500, NaN, NaN, NaN));
        Assert.Equal(scale.Of(500), new OddnessScale(scale, false, scale, null, null).Of(NaN, 500, NaN, NaN));
        Assert.Equal(scale.Of(500), new OddnessScale(scale, false, null, scale, null).Of(NaN, NaN, 500, NaN));
        Assert.Equal(scale.Of(500), new OddnessScale(scale, false, null, null, scale).Of(NaN, NaN, NaN, 500));
        Assert.Equal(scale.Of(900), new OddnessScale(scale, true, null, scale, null).Of(500, NaN, 900, NaN));
    }
}
