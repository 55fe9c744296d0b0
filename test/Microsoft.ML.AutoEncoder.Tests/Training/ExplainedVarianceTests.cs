using Microsoft.ML.AutoEncoder.Training;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>What a training says of the part of the variance that its code keeps.</summary>
public sealed class ExplainedVarianceTests
{
    private readonly MLContext _mlContext = new(1);

    [Fact]
    public void It_is_that_of_the_fitted_model()
    {
        var (rows, others) = (VectorData.Learnable(100, 6), VectorData.Learnable(50, 6, seed: 2));

        var model = Estimator(new() { NumberOfEpochs = 100, LearningRate = 0.01f }).Fit(Data(rows), Data(others));

        Assert.Equal(Explained(model, rows, rows), model.FittedEpoch!.ExplainedVariance!.Value, 1e-5);
        Assert.Equal(Explained(model, others, rows), model.FittedEpoch.ValidationExplainedVariance!.Value, 1e-5);
        Assert.InRange(model.FittedEpoch.ExplainedVariance.Value, 0.05, 1);
    }

    [Fact]
    public void Loss_and_noise_do_not_matter()
    {
        var rows = VectorData.Learnable(100, 6);
        var options = new AutoEncoderEstimator.Options
        {
            Loss = ReconstructionLoss.BinaryCrossEntropy,
            Regularizers = [AutoEncoderRegularizer.Denoising(Corruption.Masking(0.3f))],
            NumberOfEpochs = 10,
        };

        var model = Estimator(options).Fit(Data(rows));

        Assert.Equal(Explained(model, rows, rows), model.FittedEpoch!.ExplainedVariance!.Value, 1e-5);
    }

    [Fact]
    public void Rows_count_by_their_weights()
    {
        float[][] rows = [.. VectorData.Learnable(40, 6), .. VectorData.Learnable(40, 6, seed: 5)];
        float[] weights = [.. Enumerable.Repeat(1f, 40), .. Enumerable.Repeat(0f, 40)];
        var options = new AutoEncoderEstimator.Options { ExampleWeightColumnName = "Weight", NumberOfEpochs = 10 };

        var model = Estimator(options).Fit(VectorData.Create(_mlContext, rows, weights));

        Assert.Equal(Explained(model, rows[..40], rows[..40]), model.FittedEpoch!.ExplainedVariance!.Value, 1e-5);
    }

    [Fact]
    public void One_row_with_a_weight_among_many_is_enough()
    {
        var rows = VectorData.Learnable(4_200, 6);
        Array.ForEach(rows, row => row[0] *= 100);
        var weights = new float[rows.Length];
        (weights[1], weights[3]) = (1, 2);
        var options = new AutoEncoderEstimator.Options { ExampleWeightColumnName = "Weight", NumberOfEpochs = 2 };

        var model = Estimator(options).Fit(VectorData.Create(_mlContext, rows, weights));

        Assert.All(model.Network.Parameters, value => Assert.True(float.IsFinite(value)));
        Assert.NotNull(model.FittedEpoch!.ExplainedVariance);
    }

    [Fact]
    public void Scaled_slots_count_alike()
    {
        var rows = VectorData.Learnable(100, 6);
        Array.ForEach(rows, row => row[0] *= 1e6f);

        var model = Estimator(new() { InputScaling = InputScaling.PerSlot, NumberOfEpochs = 300 }).Fit(Data(rows));

        // One slot has all the variance: without a scale the others would not count.
        Assert.InRange(model.FittedEpoch!.ExplainedVariance!.Value, 0.5, 0.9999);
    }

    [Fact]
    public void Rows_that_do_not_vary_have_none()
    {
        var model = Estimator(new()).Fit(Data([[0.5f, 0.5f, 0f, 0f, 0f, 1f], [0.5f, 0.5f, 0f, 0f, 0f, 1f]]));

        Assert.Null(model.FittedEpoch!.ExplainedVariance);
    }

    [Fact]
    public void The_best_epoch_is_the_fitted_one_where_it_is_kept()
    {
        var options = new AutoEncoderEstimator.Options { EarlyStopping = new EarlyStopping(3), NumberOfEpochs = 40, LearningRate = 0.2f };

        var model = Estimator(options).Fit(Data(VectorData.Learnable(40, 6)), Data(VectorData.Learnable(20, 6, seed: 2)));

        Assert.Equal(model.TrainingHistory.Min(epoch => epoch.ValidationLoss), model.FittedEpoch!.ValidationLoss);
        Assert.NotEqual(model.TrainingHistory.Count, model.FittedEpoch.Epoch);
    }

    [Fact]
    public void Streamed_rows_are_measured_like_rows_in_memory()
    {
        var rows = VectorData.Learnable(500, 6);

        var model = Estimator(new() { MemoryBudgetInBytes = 6 * 4 * 50 }).Fit(Data(rows));

        Assert.InRange(model.FittedEpoch!.ExplainedVariance!.Value, Explained(model, rows, rows) - 0.1, Explained(model, rows, rows) + 0.1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(20_001)]
    public void A_sample_is_spread_evenly(int count)
    {
        var sample = new EvenSample(1, hasWeights: true);
        for (var i = 0; i < count; i++)
        {
            sample.Add(new float[] { i }, i + 1);
        }

        float[] picked = [.. Enumerable.Range(0, sample.Rows.RowCount).Select(i => sample.Rows.Row(i, []).Values[0])];
        var stride = picked.Length < 2 ? 1 : (int)(picked[1] - picked[0]);
        Assert.Equal(Enumerable.Range(0, (count + stride - 1) / stride).Select(i => (float)(i * stride)), picked);
        Assert.Equal(picked.Select(value => value + 1), Enumerable.Range(0, picked.Length).Select(sample.Rows.Weight));
        Assert.InRange(picked.Length, Math.Min(count, 2_049), 4_096);
    }

    private static double Explained(AutoEncoderTransformer model, float[][] rows, float[][] training)
    {
        var size = rows[0].Length;
        var mean = Enumerable.Range(0, size).Select(slot => training.Average(row => (double)row[slot])).ToArray();
        var reconstruction = new float[size];
        var (error, variance) = (0.0, 0.0);
        foreach (var row in rows)
        {
            model.Reconstruct(row, reconstruction);
            error += row.Zip(reconstruction, (value, other) => Math.Pow(value - other, 2)).Sum();
            variance += row.Zip(mean, (value, other) => Math.Pow(value - other, 2)).Sum();
        }

        return 1 - (error / variance);
    }

    private IDataView Data(float[][] rows) => VectorData.Create(_mlContext, rows);

    private AutoEncoderEstimator Estimator(AutoEncoderEstimator.Options options)
    {
        options.InputColumnName = "Features";
        options.OutputColumnName = "Code";
        options.HiddenLayerSizes = [8];
        options.CodeSize = 3;
        options.Seed = 3;
        return _mlContext.Transforms.AutoEncoder(options);
    }
}
