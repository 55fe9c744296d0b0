using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

public sealed class NearestRowsTests
{
    private const int Size = 6;
    private const int RowCount = 50;
    private static readonly float[] Rows = NormalRows.Create(RowCount, Size, seed: 1);
    private static readonly NearestRows Nearest = new(Rows, Size);

    [Theory, InlineData(0), InlineData(17), InlineData(49)]
    public void The_distance_of_a_row_of_the_sample_is_the_mean_over_the_nearest_others(int index)
    {
        var row = Rows.AsSpan(index * Size, Size).ToArray();

        Assert.Equal(MeanOfNearest(row, Rows.Chunk(Size).Where((_, i) => i != index)), Nearest.MeanDistance(row), 1e-5);
    }

    [Fact]
    public void The_distance_of_another_row_is_the_mean_over_the_nearest()
    {
        var row = NormalRows.Create(1, Size, seed: 2);

        Assert.Equal(MeanOfNearest(row, Rows.Chunk(Size)), Nearest.MeanDistance(row), 1e-5);
    }

    [Fact]
    public void Of_several_rows_that_are_the_same_one_does_not_count()
    {
        var nearest = new NearestRows([.. Enumerable.Repeat(1f, 3), 3, 4, 5, 6], 1);

        Assert.Equal((0 + 0 + 2 + 3 + 4) / 5.0, nearest.MeanDistance([1f]), 1e-6);
    }

    [Fact]
    public void A_sample_of_fewer_rows_than_neighbours_counts_as_a_whole()
    {
        Assert.Equal(1.5, new NearestRows([0, 3], 1).MeanDistance([1f]));
        Assert.Equal(3, new NearestRows([0, 3], 1).MeanDistance([3f]));
        Assert.Equal(0, new NearestRows([7], 1).MeanDistance([7f]));
        Assert.Equal(2, new NearestRows([7], 1).MeanDistance([9f]));
    }

    [Theory, InlineData(float.NaN), InlineData(float.PositiveInfinity)]
    public void A_row_that_is_nowhere_has_no_distance(float value)
    {
        var row = new float[Size];
        row[2] = value;

        Assert.Equal(value, Nearest.MeanDistance(row));
    }

    [Fact]
    public void A_sample_is_bounded_ascending_and_the_same_for_the_same_seed()
    {
        var sample = NearestRows.Choose(5000, seed: 7);

        Assert.Equal(NearestRows.GreatestSample, sample.Length);
        Assert.Equal(sample.Distinct().Order(), sample);
        Assert.Equal(sample, NearestRows.Choose(5000, seed: 7));
        Assert.NotEqual(sample, NearestRows.Choose(5000, seed: 8));
        Assert.InRange(sample.Average(), 2300, 2700);
        Assert.Equal(Enumerable.Range(0, 10), NearestRows.Choose(10, seed: 7));
    }

    private static double MeanOfNearest(float[] row, IEnumerable<float[]> others) => others
        .Select(other => Math.Sqrt(other.Zip(row, (first, second) => Math.Pow(first - second, 2)).Sum()))
        .Order()
        .Take(NearestRows.Neighbours)
        .Average();
}
