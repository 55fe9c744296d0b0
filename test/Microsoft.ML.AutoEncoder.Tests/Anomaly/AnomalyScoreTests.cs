using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

/// <summary>What the scores of an anomaly detector mean.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class AnomalyScoreTests
{
    private const int RowCount = 200;
    private const int Size = 12;
    private const int ConstantSlot = 5;

    private static readonly MLContext MlContext = new(1);
    private static readonly float[][] Rows = WithConstantSlot(VectorData.Learnable(RowCount, Size));

    [Theory, InlineData(0f), InlineData(0.5f), InlineData(1f)]
    public void The_mean_score_of_the_training_rows_is_1(float codeDistanceWeight)
    {
        var scores = Scores(Fit(options => options.CodeDistanceWeight = codeDistanceWeight), Rows);

        // The floor under the variances of the code, a thousandth of their mean, takes that little away.
        Assert.InRange(scores.Average(), 0.95, 1.0001);
        Assert.All(scores, score => Assert.True(score >= 0));
    }

    [Fact]
    public void Slot_errors_have_the_error_as_their_mean()
    {
        var view = VectorData.Create(MlContext, Rows);
        var scored = Fit(options => options.CodeDistanceWeight = 0).Transform(view);

        var means = scored.GetColumn<float[]>("SlotErrors").Select(errors => errors.Average());

        Assert.All(means.Zip(scored.GetColumn<float>("Score")), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void The_slot_that_was_spoilt_has_the_greatest_slot_error()
    {
        var model = Fit();
        foreach (var slot in Enumerable.Range(0, Size))
        {
            var row = (float[])Rows[3].Clone();
            row[slot] = row[slot] > 0.5f ? row[slot] - 0.9f : row[slot] + 0.9f;

            var errors = model.Transform(VectorData.Create(MlContext, [row])).GetColumn<float[]>("SlotErrors").Single();

            Assert.Equal(slot, Array.IndexOf(errors, errors.Max()));
        }
    }

    [Fact]
    public void A_column_that_was_constant_in_training_counts_like_any_other()
    {
        var model = Fit(options => options.CodeDistanceWeight = 0);
        var ordinary = Scores(model, [Rows[0]])[0];

        var constant = Scores(model, [Spoilt(ConstantSlot, 0.5f), Spoilt(ConstantSlot, 1f)]);
        var varying = Enumerable.Range(0, Size)
            .Where(slot => slot != ConstantSlot)
            .Select(slot => Scores(model, [Spoilt(slot, 1f)])[0])
            .ToArray();

        // In proportion: about as the square of the difference, and about as much as the same difference elsewhere.
        Assert.InRange((constant[1] - ordinary) / (constant[0] - ordinary), 3, 5);
        Assert.InRange(constant[1], varying.Min() / 2, varying.Max() * 2);
    }

    [Fact]
    public void A_column_that_was_constant_in_training_has_a_finite_score_with_the_code_too()
    {
        var model = Fit();

        var score = Scores(model, [Spoilt(ConstantSlot, 1f)])[0];

        Assert.InRange(score, Scores(model, [Rows[0]])[0], 1000f);
    }

    [Fact]
    public void All_columns_constant_is_an_error()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Fit(rows: [.. Enumerable.Repeat(Rows[0], 20)]));

        Assert.Contains("'Features'", exception.Message);
        Assert.Contains("same values in all rows", exception.Message);
    }

    [Fact]
    public void Rows_of_weight_0_do_not_count_as_different()
    {
        float[][] rows = [Rows[0], Rows[1], Rows[0]];
        var data = VectorData.Create(MlContext, rows, [1, 0, 1]);
        var options = Options();
        options.ExampleWeightColumnName = "Weight";

        var exception = Assert.Throws<InvalidOperationException>(() => MlContext.AnomalyDetection.Trainers.AutoEncoder(options).Fit(data));

        Assert.Contains("same values in all rows", exception.Message);
    }

    [Fact]
    public void Odd_rows_score_higher_than_ordinary_ones()
    {
        var random = new Random(3);
        float[][] odd = [.. Enumerable.Range(0, 100).Select(_ => Enumerable.Range(0, Size).Select(_ => random.NextSingle()).ToArray())];
        var model = Fit();

        var ordinary = VectorData.Learnable(100, Size, seed: 2).Select(WithConstantSlot).ToArray();
        Assert.True(Scores(model, odd).Order().ElementAt(10) > Scores(model, ordinary).Order().ElementAt(90));
    }

    [Fact]
    public void A_missing_value_gives_a_missing_score_and_no_anomaly()
    {
        var scored = Fit().Transform(VectorData.Create(MlContext, [Spoilt(2, float.NaN), Rows[0]]));

        Assert.Equal([true, false], scored.GetColumn<float>("Score").Select(float.IsNaN));
        Assert.False(scored.GetColumn<bool>("PredictedLabel").First());
    }

    [Theory]
    [InlineData(float.PositiveInfinity, 0.5f), InlineData(float.NegativeInfinity, 0.5f)]
    [InlineData(float.PositiveInfinity, 0f), InlineData(1e38f, 0.5f)]
    public void A_row_that_is_too_large_to_be_measured_has_an_infinite_score_and_is_an_anomaly(float value, float codeDistanceWeight)
    {
        var model = Fit(options => options.CodeDistanceWeight = codeDistanceWeight);

        var scored = model.Transform(VectorData.Create(MlContext, [Spoilt(2, value), Rows[0]]));

        Assert.Equal([float.PositiveInfinity, Scores(model, [Rows[0]])[0]], scored.GetColumn<float>("Score"));
        Assert.True(scored.GetColumn<bool>("PredictedLabel").First());
        Assert.Equal(float.PositiveInfinity, scored.GetColumn<float[]>("SlotErrors").First()[2]);
    }

    [Fact]
    public void A_missing_value_beside_an_infinite_one_gives_a_missing_score()
    {
        var row = Spoilt(2, float.NaN);
        row[3] = float.PositiveInfinity;

        Assert.Equal([float.NaN], Scores(Fit(), [row]));
    }

    [Fact]
    public void A_reconstruction_without_error_is_no_reason_for_large_scores()
    {
        // Two hidden causes and a linear network with as many units as slots: the error is nothing but rounding.
        var options = Options();
        options.CodeDistanceWeight = 0;
        options.AutoEncoder.HiddenLayerSizes = [];
        options.AutoEncoder.CodeSize = Size;
        options.AutoEncoder.CodeActivation = Activation.Identity;
        options.AutoEncoder.OutputActivation = Activation.Identity;
        options.AutoEncoder.NumberOfEpochs = 300;
        options.AutoEncoder.LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp();

        var model = Fit(options);

        Assert.True(model.Model.TrainingHistory[^1].ReconstructionLoss < 1e-5);
        Assert.All(Scores(model, Rows), score => Assert.InRange(score, 0, 2));
    }

    private static float[] Spoilt(int slot, float difference)
    {
        var row = (float[])Rows[0].Clone();
        row[slot] += difference;
        return row;
    }

    private static float[][] WithConstantSlot(float[][] rows) => [.. rows.Select(WithConstantSlot)];

    private static float[] WithConstantSlot(float[] row)
    {
        row[ConstantSlot] = 0;
        return row;
    }

    private static AutoEncoderAnomalyTrainer.Options Options() => new()
    {
        SlotErrorColumnName = "SlotErrors",
        AutoEncoder = new()
        {
            HiddenLayerSizes = [16],
            CodeSize = 3,
            NumberOfEpochs = 60,
            BatchSize = 16,
            LearningRate = 0.01f,
            Seed = 1,
            NumberOfThreads = 1,
        },
    };

    private static AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters> Fit(
        Action<AutoEncoderAnomalyTrainer.Options>? change = null, float[][]? rows = null)
    {
        var options = Options();
        change?.Invoke(options);
        return Fit(options, rows);
    }

    private static AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters> Fit(
        AutoEncoderAnomalyTrainer.Options options, float[][]? rows = null) =>
        MlContext.AnomalyDetection.Trainers.AutoEncoder(options).Fit(VectorData.Create(MlContext, rows ?? Rows));

    private static float[] Scores(ITransformer model, float[][] rows) =>
        [.. model.Transform(VectorData.Create(MlContext, rows)).GetColumn<float>("Score")];
}
