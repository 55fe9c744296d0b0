using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

public sealed class NearestRowsTests
{
    private const int Size = 6;
    private const int RowCount = 50;
    private static readonly float[] Rows = NormalRows.Create(RowCount, Size, seed: 1);
    private static readonly NearestRows Nearest = new(Rows, Size);

    [Theory, InlineData(-1), InlineData(0), InlineData(49)]
    public void The_distance_is_the_mean_over_the_nearest_rows_other_than_itself(int except)
    {
        var row = Rows.AsSpan(Math.Max(except, 0) * Size, Size).ToArray();

        var expected = Rows.Chunk(Size)
            .Where((_, i) => i != except)
            .Select(other => Math.Sqrt(other.Zip(row, (first, second) => Math.Pow(first - second, 2)).Sum()))
            .Order()
            .Take(NearestRows.Neighbours)
            .Average();

        Assert.Equal(expected, Nearest.MeanDistance(row, except), 1e-5);
    }

    [Fact]
    public void A_sample_of_fewer_rows_than_neighbours_counts_as_a_whole()
    {
        var nearest = new NearestRows([0, 3], 1);

        Assert.Equal(2, nearest.MeanDistance([1f]) + 0.5);
        Assert.Equal(1, nearest.MeanDistance([1f], except: 1));
        Assert.Equal(0, new NearestRows([7], 1).MeanDistance([7f], except: 0));
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
}
