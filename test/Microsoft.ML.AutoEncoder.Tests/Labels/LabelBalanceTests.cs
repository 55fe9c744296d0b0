using Microsoft.ML.AutoEncoder.Training;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Labels;

/// <summary>Few rows with a label stand in each batch.</summary>
public sealed class LabelBalanceTests
{
    private const int RowCount = 200;
    private const int BatchSize = 16;

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public void Each_batch_has_rows_with_a_label(int labelledRows)
    {
        var batches = Create(labelledRows);
        var seen = new List<float>();
        var rows = 0;
        batches.StartEpoch(1);
        while (batches.MoveNext())
        {
            var labels = new float[batches.RowCount];
            batches.CopyLabels(0, labels);
            rows += labels.Length;
            seen.AddRange(labels.Where(label => !float.IsNaN(label)));
            Assert.True(labels.Count(label => !float.IsNaN(label)) >= labels.Length / 8);
        }

        Assert.Equal(RowCount, rows);
        Assert.Equal(labelledRows, seen.Distinct().Count());
    }

    [Fact]
    public void Where_many_rows_have_a_label_none_is_replaced()
    {
        var batches = Create(labelledRows: 100);
        batches.StartEpoch(1);
        var seen = new List<int>();
        while (batches.MoveNext())
        {
            seen.AddRange(batches.RowNumbers);
        }

        Assert.Equal(Enumerable.Range(0, RowCount), seen.Order());
        Assert.Equal(0, new LabelBalance(100, RowCount).Replaced(BatchSize));
    }

    [Fact]
    public void An_epoch_is_the_same_each_time()
    {
        Assert.Equal(Order(Create(5), 3), Order(Create(5), 3));
        Assert.NotEqual(Order(Create(5), 3), Order(Create(5), 4));

        static int[] Order(ShuffledBatches batches, int epoch)
        {
            batches.StartEpoch(epoch);
            var order = new List<int>();
            while (batches.MoveNext())
            {
                order.AddRange(batches.RowNumbers);
            }

            return [.. order];
        }
    }

    private static ShuffledBatches Create(int labelledRows)
    {
        var data = new RowStore(1, hasWeights: false, hasLabels: true);
        for (var row = 0; row < RowCount; row++)
        {
            data.Add(new float[] { row }, 1, row < labelledRows ? row : float.NaN);
        }

        return new ShuffledBatches(data, BatchSize, seed: 1, new LabelBalance(labelledRows, RowCount));
    }
}
