using Microsoft.ML.AutoEncoder.Training;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Training on rows that do not fit into memory.</summary>
public sealed class StreamingTests
{
    private const int RowSize = 5;

    private readonly MLContext _mlContext = new(1);

    [Theory]
    [InlineData(1, 7)]
    [InlineData(10, 7)]
    [InlineData(10, 50)]
    [InlineData(99, 100)]
    public void Every_row_comes_once_an_epoch_in_an_order_of_its_own(int bufferRowCount, int batchSize)
    {
        using var feed = Feed(Numbered(100), bufferRowCount, batchSize);
        var orders = Enumerable.Range(1, 3).Select(epoch => Drain(feed, epoch)).ToArray();

        Assert.All(orders, order => Assert.Equal(Enumerable.Range(0, 100).Select(i => (float)i), order.Order()));
        if (bufferRowCount > 1)
        {
            Assert.NotEqual(orders[0], orders[1]);
            Assert.NotEqual(orders[0].Order(), orders[0]);
        }
    }

    [Fact]
    public void Order_of_an_epoch_does_not_depend_on_the_epochs_before()
    {
        using var one = Feed(Numbered(100), 10, 8);
        using var other = Feed(Numbered(100), 10, 8);
        Drain(one, 1);

        Assert.Equal(Drain(other, 2), Drain(one, 2));
    }

    [Fact]
    public void Epoch_that_is_broken_off_does_no_harm_to_the_next()
    {
        using var feed = Feed(Numbered(1_000), 10, 8);
        feed.StartEpoch(1);
        feed.MoveNext();

        Assert.Equal(1_000, Drain(feed, 2).Length);
    }

    [Fact]
    public void Rows_set_aside_do_not_come()
    {
        var split = new ValidationSplit(0.3f, seed: 1);
        using var feed = Feed(Numbered(100), 10, 8, split);

        Assert.Equal(Enumerable.Range(0, 100).Where(i => !split.SetsAside(i)).Select(i => (float)i), Drain(feed, 1).Order());
    }

    [Fact]
    public void Streaming_learns_as_well_and_gives_the_same_bits_each_time()
    {
        var data = VectorData.Create(_mlContext, VectorData.Learnable(2_000, RowSize));

        var inMemory = Fit(data, null);
        var streamed = Fit(data, 200 * RowSize * sizeof(float));

        Assert.NotEqual(inMemory.Network.Parameters, streamed.Network.Parameters);
        Assert.Equal(streamed.Network.Parameters, Fit(data, 200 * RowSize * sizeof(float)).Network.Parameters);
        Assert.InRange(streamed.TrainingHistory[^1].ReconstructionLoss / inMemory.TrainingHistory[^1].ReconstructionLoss, 0.8, 1.2);
    }

    [Fact]
    public void Row_that_is_bad_in_a_later_pass_ends_training_with_its_place()
    {
        var passes = 0;
        var rows = VectorData.Learnable(50, RowSize);
        var data = _mlContext.Data.FilterByCustomPredicate(VectorData.Create(_mlContext, rows), (Counted _) =>
        {
            if (++passes == 75)
            {
                rows[24][3] = float.NaN;
            }

            return false;
        });

        var exception = Assert.Throws<InvalidOperationException>(() => Fit(data, 10 * RowSize * sizeof(float)));

        Assert.StartsWith("Column 'Features' has the value NaN in row 24, slot 3.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Budget_of_a_single_byte_still_trains() =>
        Assert.Equal(3, Fit(VectorData.Create(_mlContext, VectorData.Learnable(20, RowSize)), 1).TrainingHistory.Count);

    [Theory]
    [InlineData(0, "There were no rows to train on, when they were read again for an epoch")]
    [InlineData(1, "All rows to train on had the weight 0, when they were read again for an epoch")]
    public void Later_pass_without_rows_or_weights_is_an_error(int kind, string message)
    {
        var passes = 0;
        var data = Rows(() => ++passes < 3 ? 50 : kind == 0 ? 0 : 50, () => passes < 3 || kind == 0 ? 1 : 0);

        var exception = Assert.Throws<InvalidOperationException>(() => Fit(data, 10 * RowSize * sizeof(float), "Weight"));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Later_pass_with_another_number_of_rows_is_a_warning()
    {
        var (passes, warnings) = (0, new List<string>());
        _mlContext.Log += (_, e) => warnings.AddRange(e.Kind == ChannelMessageKind.Warning ? [e.Message] : []);
        var data = Rows(() => ++passes < 4 ? 50 : 30, () => 1);

        var model = Fit(data, 10 * RowSize * sizeof(float));

        Assert.Equal(3, model.TrainingHistory.Count);
        Assert.Contains(
            "Epoch 3 had 30 rows to train on, but there were 50 before the first one.", Assert.Single(warnings), StringComparison.Ordinal);
    }

    /// <summary>Rows that may be others in each pass.</summary>
    private IDataView Rows(Func<int> countOfPass, Func<float> weight)
    {
        return _mlContext.Data.LoadFromEnumerable(Pass());

        IEnumerable<WeightedRow> Pass()
        {
            var count = countOfPass();
            foreach (var row in VectorData.Learnable(count, RowSize))
            {
                yield return new WeightedRow { Features = row, Weight = weight() };
            }
        }
    }

    private static float[][] Numbered(int count) => [.. Enumerable.Range(0, count).Select(i => new float[] { i, 0, 0, 0, 0 })];

    private static float[] Drain(StreamedBatches feed, int epoch)
    {
        var seen = new List<float>();
        feed.StartEpoch(epoch);
        while (feed.MoveNext())
        {
            var (rows, weights) = (new float[feed.RowCount * RowSize], new float[feed.RowCount]);
            feed.CopyTo(0, rows, weights);
            seen.AddRange(rows.Where((_, i) => i % RowSize == 0));
        }

        return [.. seen];
    }

    private StreamedBatches Feed(float[][] rows, int bufferRowCount, int batchSize, ValidationSplit? split = null)
    {
        var view = VectorData.Create(_mlContext, rows);
        var columns = new TrainingColumns("Features", null, Activation.Identity);
        return new StreamedBatches(
            ((IHostEnvironment)_mlContext).Register("test"),
            CancellationToken.None,
            () => new TrainingRowCursor(((IHostEnvironment)_mlContext).Register("test"), view, columns),
            split, new RowStore(RowSize, hasWeights: false), bufferRowCount, batchSize, seed: 1);
    }

    private AutoEncoderTransformer Fit(IDataView data, long? budget, string? weight = null)
    {
        var options = new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Features",
            HiddenLayerSizes = [8],
            CodeSize = 2,
            NumberOfEpochs = 3,
            BatchSize = 16,
            LearningRate = 0.01f,
            MemoryBudgetInBytes = budget,
            ExampleWeightColumnName = weight,
            Seed = 1,
        };
        return _mlContext.Transforms.AutoEncoder(options).Fit(data);
    }

    private sealed class Counted
    {
        public float Weight { get; set; }
    }

    private sealed class WeightedRow
    {
        [VectorType(RowSize)]
        public float[] Features { get; set; } = [];

        public float Weight { get; set; }
    }
}
