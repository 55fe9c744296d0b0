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

    [Theory]
    [InlineData(AnomalyMeasures.ReconstructionError), InlineData(AnomalyMeasures.CentreDistance)]
    [InlineData(AnomalyMeasures.NeighbourDistance), InlineData(null)]
    public void A_score_says_of_how_many_training_rows_one_is_as_odd(AnomalyMeasures? measures)
    {
        var scores = Scores(Fit(options => options.Measures = measures), Rows);

        Assert.All(scores, score => Assert.Equal(
            scores.Count(other => other < score) / (double)RowCount, 1 - (1 / score), 0.03));
    }

    [Theory, InlineData(0.05f), InlineData(0.2f)]
    public void The_threshold_is_one_in_as_many_rows_as_the_contamination_says(float contamination) =>
        Assert.InRange(
            contamination * Fit(options => options.Contamination = contamination).Model.Threshold, 0.75, 1.05);

    [Fact]
    public void Slot_errors_have_the_error_of_the_row_as_their_mean_and_1_as_that_of_an_ordinary_row()
    {
        var view = VectorData.Create(MlContext, Rows);
        var scored = Fit(options => options.Measures = AnomalyMeasures.ReconstructionError).Transform(view);

        float[] means = [.. scored.GetColumn<float[]>("SlotErrors").Select(errors => errors.Average())];

        Assert.InRange(means.Order().ElementAt(RowCount / 2), 0.95, 1.05);
        float[] scores = [.. scored.GetColumn<float>("Score")];
        Assert.Equal(Order(scores), Order(means));

        static int[] Order(float[] values) => [.. Enumerable.Range(0, values.Length).OrderBy(row => values[row])];
    }

    [Fact]
    public void The_slot_that_was_spoilt_has_the_greatest_slot_error()
    {
        // In one unit and with a bounded output: slots six apart are nearly twins, and a line cannot tell which of the two is spoilt.
        var model = Fit(options => options.AutoEncoder.OutputActivation = Activation.Sigmoid);
        foreach (var slot in Enumerable.Range(0, Size))
        {
            var row = (float[])Rows[3].Clone();
            row[slot] = row[slot] > 0.5f ? row[slot] - 0.9f : row[slot] + 0.9f;

            var errors = model.Transform(VectorData.Create(MlContext, [row])).GetColumn<float[]>("SlotErrors").Single();

            Assert.Equal(slot, Array.IndexOf(errors, errors.Max()));
        }
    }

    [Fact]
    public void A_column_that_was_constant_in_training_counts_in_its_own_unit()
    {
        var errors = Fit().Transform(VectorData.Create(MlContext, [Spoilt(ConstantSlot, 0.5f), Spoilt(ConstantSlot, 1f)]))
            .GetColumn<float[]>("SlotErrors").Select(slots => slots[ConstantSlot]).ToArray();

        // About as the square of the difference.
        Assert.InRange(errors[1] / errors[0], 3, 5);
    }

    [Fact]
    public void A_column_that_was_constant_in_training_can_make_a_row_odd()
    {
        var model = Fit();

        var score = Scores(model, [Spoilt(ConstantSlot, 1f)])[0];

        Assert.InRange(score, RowCount, 1e6f);
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
    [InlineData(float.PositiveInfinity, null), InlineData(float.NegativeInfinity, null)]
    [InlineData(float.PositiveInfinity, AnomalyMeasures.ReconstructionError), InlineData(1e38f, null)]
    [InlineData(float.PositiveInfinity, AnomalyMeasures.CentreDistance)]
    [InlineData(float.NegativeInfinity, AnomalyMeasures.NeighbourDistance)]
    public void A_row_that_is_too_large_to_be_measured_has_an_infinite_score_and_is_an_anomaly(
        float value, AnomalyMeasures? measures)
    {
        var model = Fit(options => options.Measures = measures);

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
        options.AutoEncoder.HiddenLayerSizes = [];
        options.AutoEncoder.CodeSize = Size;
        options.AutoEncoder.CodeActivation = Activation.Identity;
        options.AutoEncoder.OutputActivation = Activation.Identity;
        options.AutoEncoder.NumberOfEpochs = 300;
        options.AutoEncoder.LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp();

        var model = Fit(options);

        Assert.True(model.Model.TrainingHistory[^1].ReconstructionLoss < 1e-5);
        Assert.InRange(model.Model.Measure.Oddness.Error.Of(1e-6), -1, 1);
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
