using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

public sealed class SampledRowsTests
{
    private const int RowCount = SampledRows.MostRows + 10_000;

    [Fact]
    public void Few_rows_are_all_kept()
    {
        var rows = new SampledRows(2, seed: 1);
        rows.Add([1, 2], 3, 9, 4);
        rows.Add([5, 6], 7, 10, 8);

        Assert.Equal([1, 2, 5, 6], rows.Points);
        Assert.Equal([3, 7], rows.Errors);
        Assert.Equal([9, 10], rows.LayerErrors);
        Assert.Equal([4, 8], rows.Weights);
    }

    [Fact]
    public void Of_many_rows_as_many_as_fit_are_kept_from_everywhere()
    {
        var rows = Sample(seed: 1);

        Assert.Equal(SampledRows.MostRows, rows.Count);
        Assert.Equal(rows.Errors, rows.Points.Select(value => (double)value));
        Assert.Equal(rows.Errors, rows.Weights);
        Assert.Equal(rows.Errors, rows.LayerErrors.Select(value => -value));
        Assert.Equal(SampledRows.MostRows, rows.Errors.Distinct().Count());
        Assert.InRange(rows.Errors.Average(), 0.49 * RowCount, 0.51 * RowCount);
        Assert.Equal(rows.Errors, Sample(seed: 1).Errors);
        Assert.NotEqual(rows.Errors, Sample(seed: 2).Errors);
    }

    private static SampledRows Sample(int seed)
    {
        var rows = new SampledRows(1, seed);
        for (var i = 0; i < RowCount; i++)
        {
            rows.Add([i], i, -i, i);
        }

        return rows;
    }
}
