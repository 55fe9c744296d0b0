using Microsoft.ML.AutoEncoder.Training;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>The component scales its input itself, and gives everything in the input's units.</summary>
public sealed class ScalingTests
{
    private readonly MLContext _mlContext = new(1);

    [Fact]
    public void An_unscaled_table_is_learnt_as_well_as_a_normalised_one()
    {
        var table = Table(400);
        var data = VectorData.Create(_mlContext, table);
        var normalizer = _mlContext.Transforms.NormalizeMeanVariance("Features", fixZero: false).Fit(data);

        var unscaled = ExplainedVariance(Fit(data), table);
        var normalised = normalizer.Transform(data);
        float[][] normalisedRows = [.. normalised.GetColumn<float[]>("Features")];

        Assert.InRange(unscaled, 0.9, 1);
        Assert.Equal(ExplainedVariance(Fit(normalised), normalisedRows), unscaled, 0.01);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_table_between_0_and_1_is_learnt_as_well_as_an_unscaled_one(bool fixZero)
    {
        var table = Table(400);
        var data = VectorData.Create(_mlContext, table);
        var scaled = _mlContext.Transforms.NormalizeMinMax("Features", fixZero: fixZero).Fit(data).Transform(data);

        var unscaled = Fit(data).FittedEpoch!.ExplainedVariance!.Value;

        Assert.Equal(unscaled, Fit(scaled).FittedEpoch!.ExplainedVariance!.Value, 0.01);
    }

    [Fact]
    public void A_value_that_is_rare_in_training_is_not_far_away_when_it_comes()
    {
        float[][] rows = [.. Enumerable.Range(0, 1_000).Select(i => new[] { i, i == 7 ? 0.3f : 0f })];

        var scale = ScaleEstimator.Estimate(InputScaling.PerSlot, Store(rows))!;

        Assert.Equal(0.03f, scale.Units[1], 1e-6f);
    }

    [Theory]
    [InlineData(new[] { 0f, 0.2f, 1f }, new[] { 0.5f, 1f, 0.7f }, true)]
    [InlineData(new[] { 0f, 0.2f, -1f }, new[] { 0.5f, 1f, 0.7f }, true)]
    [InlineData(new[] { 0f, 1f, 1f }, new[] { 1f, 0f, 1f }, false)]
    [InlineData(new[] { 0f, 0.2f, 0.9f }, new[] { 0.5f, 1f, 0.7f }, false)]
    [InlineData(new[] { 0.3f }, new[] { 0.5f }, false)]
    public void Slots_that_all_reach_1_have_been_scaled(float[] first, float[] second, bool expected)
    {
        var statistics = new ValueStatistics(2);
        foreach (var row in first.Zip(second))
        {
            statistics.Add(new[] { row.First, row.Second });
        }

        Assert.Equal(expected, statistics.AreSlotsScaled);
    }

    [Fact]
    public void Rows_that_are_mostly_zeros_are_learnt_however_small_their_values_are()
    {
        var random = new Random(3);
        float[][] rows = [.. Enumerable.Range(0, 300).Select(i => Topic(i % 4, random))];

        float[][] larger = [.. rows.Select(row => row.Select(value => value * 1_000).ToArray())];

        var explained = ExplainedVariance(Fit(VectorData.Create(_mlContext, rows)), rows);

        Assert.InRange(explained, 0.1, 1);
        Assert.Equal(ExplainedVariance(Fit(VectorData.Create(_mlContext, larger)), larger), explained, 0.01);
    }

    [Fact]
    public void Values_in_the_unit_interval_are_taken_as_they_are_bit_for_bit()
    {
        var data = VectorData.Create(_mlContext, VectorData.Learnable(50, 6));

        Assert.Equal(
            Fit(data, options => options.InputScaling = InputScaling.None).Network.Parameters,
            Fit(data).Network.Parameters);
    }

    [Fact]
    public void Streamed_rows_are_scaled_like_those_in_memory()
    {
        var table = Table(200);
        var data = VectorData.Create(_mlContext, table);
        var streamed = Fit(data, options => options.MemoryBudgetInBytes = 50 * 5 * sizeof(float));

        Assert.InRange(ExplainedVariance(streamed, table), 0.9, 1);
    }

    [Fact]
    public void A_slot_is_centred_and_divided_by_its_deviation()
    {
        float[][] rows = [.. Enumerable.Range(0, 1_000).Select(i => new[] { i, 5f, i == 3 ? 1e9f : i % 10 })];

        var scale = ScaleEstimator.Estimate(InputScaling.PerSlot, Store(rows))!;

        Assert.Equal(499.5f, scale.Offsets[0], 0.01f);
        Assert.Equal(288.67f, scale.Units[0], 0.01f);
        Assert.Equal((5f, 1f), (scale.Offsets[1], scale.Units[1]));
        Assert.InRange(scale.Units[2], 2.5f, 4f);
    }

    [Fact]
    public void One_number_for_all_keeps_zeros()
    {
        var scale = ScaleEstimator.Estimate(InputScaling.Overall, Store([[0, 3], [0, 4]]))!;

        Assert.Equal([0f, 0f], scale.Offsets.ToArray());
        Assert.Equal([2.5f, 2.5f], scale.Units.ToArray());
    }

    private static RowStore Store(float[][] rows)
    {
        var store = new RowStore(rows[0].Length, hasWeights: false);
        foreach (var row in rows)
        {
            store.Add(row, 1);
        }

        return store;
    }

    private AutoEncoderTransformer Fit(IDataView data, Action<AutoEncoderEstimator.Options>? choose = null)
    {
        var options = new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Encoded",
            InputColumnName = "Features",
            CodeSize = 3,
            NumberOfEpochs = 60,
            BatchSize = 16,
            HiddenLayerSizes = [16],
            Seed = 1,
        };
        choose?.Invoke(options);
        return _mlContext.Transforms.AutoEncoder(options).Fit(data);
    }

    /// <summary>Five columns of two hidden causes, with scales from thousandths to millions.</summary>
    private static float[][] Table(int rowCount)
    {
        float[] units = [1e-3f, 1f, 50f, 1e4f, 1e6f];
        float[][] rows = VectorData.Learnable(rowCount, units.Length);
        foreach (var row in rows)
        {
            for (var slot = 0; slot < row.Length; slot++)
            {
                row[slot] = (row[slot] + slot - 2) * units[slot];
            }
        }

        return rows;
    }

    /// <summary>Ten of two hundred words, each in its topic's quarter.</summary>
    private static float[] Topic(int topic, Random random)
    {
        var row = new float[200];
        for (var word = 0; word < 8; word++)
        {
            row[(topic * 50) + (int)(50 * Math.Pow(random.NextDouble(), 3))] = 1e-3f;
        }

        return row;
    }

    /// <summary>Each slot counts by its own variance.</summary>
    private static double ExplainedVariance(AutoEncoderTransformer model, float[][] rows)
    {
        var (explained, reconstruction) = (0.0, new float[rows[0].Length]);
        float[][] reconstructions = [.. rows.Select(row =>
        {
            model.Reconstruct(row, reconstruction);
            return reconstruction.ToArray();
        })];
        var varying = 0;
        for (var slot = 0; slot < reconstruction.Length; slot++)
        {
            var mean = rows.Average(row => (double)row[slot]);
            var variance = rows.Average(row => Math.Pow(row[slot] - mean, 2));
            if (variance > 0)
            {
                varying++;
                var errors = rows.Zip(reconstructions, (row, other) => Math.Pow((double)row[slot] - other[slot], 2));
                explained += 1 - (errors.Average() / variance);
            }
        }

        return explained / varying;
    }
}
