using Microsoft.ML.AutoEncoder.Training;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Training learns what it is told to learn.</summary>
public sealed class LearningTests
{
    private readonly MLContext _mlContext = new(1);

    [Fact]
    public void Reconstruction_gets_far_better_than_the_best_constant()
    {
        var rows = VectorData.Learnable(400, 12);
        var model = Fit(rows, new() { NumberOfEpochs = 150 });

        var unseen = VectorData.Learnable(200, 12, seed: 2);
        var means = Enumerable.Range(0, 12).Select(slot => rows.Average(row => row[slot])).ToArray();
        var constantError = unseen.Average(row => row.Zip(means, (value, mean) => (value - mean) * (value - mean)).Average());

        Assert.InRange(unseen.Average(row => Error(model, row)), 0, constantError / 10);
    }

    [Fact]
    public void Every_parameter_moves()
    {
        var shape = NetworkShape.OfDenseLayers(
            6, [(5, Activation.Tanh), (3, Activation.Identity)], [(5, Activation.Tanh), (6, Activation.Sigmoid)]);
        var before = new float[shape.ParameterCount];
        new ParameterLayout(shape, new NetworkArchitecture()).Initialize(before, new Random(1));

        var model = Fit(VectorData.Learnable(50, 6), new()
        {
            HiddenLayerSizes = [5],
            CodeSize = 3,
            Activation = Activation.Tanh,
            CodeActivation = Activation.Identity,
            NumberOfEpochs = 1,
            Seed = 1,
        });

        Assert.All(before.Zip(Parameters(model)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void Weight_counts_like_so_many_rows()
    {
        // One batch an epoch, so that the order of the rows does not matter but for rounding.
        var rows = VectorData.Learnable(10, 4);
        var repeated = rows.Concat(rows[..3]).Concat(rows[..3]).ToArray();
        float[] weights = [.. Enumerable.Range(0, 10).Select(i => i < 3 ? 3f : 1f)];

        var weighted = Fit(rows, new() { BatchSize = 100, NumberOfEpochs = 20, Seed = 1 }, weights);
        var duplicated = Fit(repeated, new() { BatchSize = 100, NumberOfEpochs = 20, Seed = 1 });

        Assert.All(Parameters(duplicated).Zip(Parameters(weighted)), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.Equal(duplicated.TrainingHistory[^1].ReconstructionLoss, weighted.TrainingHistory[^1].ReconstructionLoss, 1e-6);
    }

    [Fact]
    public void Row_of_weight_zero_teaches_nothing()
    {
        var rows = VectorData.Learnable(10, 4);
        float[] weights = [.. Enumerable.Range(0, 10).Select(i => i == 7 ? 0f : 1f)];
        var changed = rows.Select(row => row.ToArray()).ToArray();
        changed[7] = [0f, 1f, 0f, 1f];

        Assert.Equal(
            Parameters(Fit(rows, new() { NumberOfEpochs = 5, Seed = 1 }, weights)),
            Parameters(Fit(changed, new() { NumberOfEpochs = 5, Seed = 1 }, weights)));
    }

    [Fact]
    public void Only_the_ratios_of_weights_matter()
    {
        var rows = VectorData.Learnable(40, 4);
        float[] weights = [.. Enumerable.Range(0, 40).Select(i => 1f + (i % 4))];

        var some = Fit(rows, new() { NumberOfEpochs = 5, Seed = 1 }, weights);
        var scaled = Fit(rows, new() { NumberOfEpochs = 5, Seed = 1 }, [.. weights.Select(weight => weight * 1024)]);

        Assert.Equal(Parameters(some), Parameters(scaled));
        Assert.Equal(some.TrainingHistory[^1].ReconstructionLoss, scaled.TrainingHistory[^1].ReconstructionLoss);
    }

    [Fact]
    public void Reported_loss_is_the_mean_squared_error_per_slot()
    {
        // One batch with hardly a step: the loss is that of the fitted model.
        var rows = VectorData.Learnable(30, 5);
        var model = Fit(rows, new() { BatchSize = 100, NumberOfEpochs = 1, LearningRate = 1e-9f });

        Assert.Equal(rows.Average(row => Error(model, row)), model.TrainingHistory[0].ReconstructionLoss, 1e-6);
    }

    [Fact]
    public void Every_epoch_is_reported_to_the_callback_the_log_and_the_history()
    {
        var log = new List<string>();
        var callbacks = new List<EpochMetrics>();
        _mlContext.Log += (_, message) => log.Add(message.RawMessage);

        var model = Fit(VectorData.Learnable(30, 5), new() { NumberOfEpochs = 3, ProgressCallback = callbacks.Add });

        Assert.Equal([1, 2, 3], callbacks.Select(metrics => metrics.Epoch));
        Assert.Equal(callbacks, model.TrainingHistory);
        Assert.Equal(callbacks.Order(Comparer<EpochMetrics>.Create((a, b) => a.Elapsed.CompareTo(b.Elapsed))), callbacks);
        Assert.All(callbacks, metrics => Assert.True(metrics.RowsPerSecond > 0));
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            Assert.Single(log, message => System.Text.RegularExpressions.Regex.IsMatch(message,
                $@"^Epoch {epoch}/3: loss \d\.\d{{6}}, explains -?\d+\.\d%, [\d,]+ rows/s, \d+\.\d s$"));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(1000)]
    public void Any_batch_size_trains_on_every_row_once_an_epoch(int batchSize)
    {
        var batches = new ShuffledBatches(Data(30), batchSize, seed: 1);
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            var seen = new List<float>();
            batches.StartEpoch(epoch);
            while (batches.MoveNext())
            {
                var (rows, weights) = (new float[batches.RowCount * 2], new float[batches.RowCount]);
                batches.CopyTo(0, rows, weights);
                seen.AddRange(rows.Where((_, i) => i % 2 == 0));
            }

            Assert.Equal(Enumerable.Range(0, 30).Select(i => (float)i), seen.Order());
            Assert.NotEqual(Enumerable.Range(0, 30).Select(i => (float)i), seen);
        }

        static RowStore Data(int count)
        {
            var data = new RowStore(rowSize: 2, hasWeights: false);
            for (var i = 0; i < count; i++)
            {
                data.Add(new float[] { i, i }, 1);
            }

            return data;
        }
    }

    private static float[] Parameters(AutoEncoderTransformer model) => model.Network.Parameters;

    private static double Error(AutoEncoderTransformer model, float[] row)
    {
        var reconstruction = new float[row.Length];
        model.Reconstruct(row, reconstruction);
        return row.Zip(reconstruction, (value, estimate) => ((double)value - estimate) * (value - estimate)).Average();
    }

    private AutoEncoderTransformer Fit(float[][] rows, AutoEncoderEstimator.Options options, float[]? weights = null)
    {
        options.OutputColumnName = "Features";
        options.ExampleWeightColumnName = weights is null ? null : "Weight";
        options.HiddenLayerSizes = options.HiddenLayerSizes is { Length: 1 } ? options.HiddenLayerSizes : [16];
        options.CodeSize = Math.Min(options.CodeSize ?? 4, 4);
        return _mlContext.Transforms.AutoEncoder(options).Fit(VectorData.Create(_mlContext, rows, weights));
    }
}
