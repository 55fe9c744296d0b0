using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

/// <summary>A detector with its defaults learns what is ordinary from rows that are unscaled, few, many, weighted or spoilt.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class CalibrationTests
{
    private const int Size = 5;

    private static readonly MLContext MlContext = new(1);
    private static readonly float[][] Ordinary = Rows(300, seed: 1);

    [Fact]
    public void Anomalies_among_the_training_rows_are_found()
    {
        // A fifth of the rows, all in one place.
        float[][] anomalies = [.. NormalRows.Create(60, Size, seed: 2, deviation: 0.3f, centre: 6).Chunk(Size)];

        var scores = Scores(Fit([.. Ordinary, .. anomalies]), [.. Ordinary, .. anomalies]);

        Assert.True(scores[Ordinary.Length..].Min() > scores[..Ordinary.Length].Order().ElementAt(290));
    }

    [Fact]
    public void Units_of_slots_do_not_matter()
    {
        var expected = Scores(Fit(Ordinary), Ordinary);
        // Powers of two: the scaled rows have the same bits.
        var rescaled = Ordinary.Select(row => row.Select((value, slot) => value * MathF.ScaleB(1, 8 * (slot - 2))).ToArray()).ToArray();

        var actual = Scores(Fit(rescaled), rescaled);

        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, pair.First * 1e-3f));
    }

    [Fact]
    public void Rows_of_more_columns_than_there_are_rows_can_be_learnt()
    {
        float[][] rows = [.. NormalRows.Create(10, 30, seed: 3).Chunk(30)];
        float[][] odd = [.. NormalRows.Create(5, 30, seed: 4, deviation: 4).Chunk(30)];

        var scores = Scores(Fit(rows), [.. rows, .. odd]);

        Assert.All(scores, score => Assert.True(float.IsFinite(score) && score > 0));
        Assert.True(scores[10..].Min() > scores[..10].Max());
    }

    [Fact]
    public void One_row_alone_says_nothing_about_what_is_odd() => Assert.Contains(
        "same values in all rows", Assert.Throws<InvalidOperationException>(() => Fit([Ordinary[0]])).Message);

    [Fact]
    public void Two_rows_that_differ_can_be_learnt()
    {
        var scores = Scores(Fit(Ordinary[..2]), [.. Ordinary[..2], [100, 100, -100, 100, 100]]);

        Assert.All(scores, score => Assert.True(float.IsFinite(score)));
        Assert.True(scores[2] > scores[..2].Max());
    }

    [Fact]
    public void Rows_of_one_column_can_be_learnt()
    {
        float[][] rows = [.. Ordinary.Select(row => row[..1])];

        var scores = Scores(Fit(rows), [[0.1f], [7f], [-7f]]);

        Assert.True(scores[0] < 20 && scores[1] > rows.Length && scores[2] > rows.Length);
    }

    [Fact]
    public void Rows_without_weight_are_no_neighbours()
    {
        float[][] far = [.. NormalRows.Create(20, Size, seed: 5, deviation: 0.1f, centre: 4).Chunk(Size)];
        float[] weights = [.. Enumerable.Repeat(1f, Ordinary.Length), .. new float[far.Length]];
        var options = Options();
        options.ExampleWeightColumnName = "Weight";
        options.Measures = AnomalyMeasures.NeighbourDistance;

        var model = MlContext.AnomalyDetection.Trainers.AutoEncoder(options)
            .Fit(VectorData.Create(MlContext, [.. Ordinary, .. far], weights));

        Assert.True(Scores(model, far).Min() > Ordinary.Length);
    }

    [Fact]
    public void Of_many_rows_a_sample_tells_where_they_lie_and_all_of_them_the_threshold()
    {
        var rows = Rows(SampledRows.MostRows + 5_000, seed: 6);

        var model = Fit(rows);

        Assert.Equal(NearestRows.GreatestSample, model.Model.Measure.Nearest!.Rows.Count);
        Assert.Equal(
            rows.Length * 5 / 100,
            model.Transform(VectorData.Create(MlContext, rows)).GetColumn<bool>("PredictedLabel").Count(isAnomaly => isAnomaly));
        Assert.InRange(model.Model.Measure.Rarity.Rarity[^1], rows.Length - 1, rows.Length + 1);
    }

    [Fact]
    public void Two_fits_at_once_give_the_same_bits()
    {
        var expected = Scores(Fit(Ordinary), Ordinary);
        var trainer = MlContext.AnomalyDetection.Trainers.AutoEncoder(Options());
        var scores = new float[2][];

        Parallel.For(0, 2, i => scores[i] = Scores(trainer.Fit(VectorData.Create(new MLContext(), Ordinary)), Ordinary));

        Assert.All(scores, actual => Assert.Equal(expected, actual));
    }

    [Fact]
    public void Another_seed_gives_other_scores()
    {
        var options = Options();
        options.AutoEncoder.Seed = 2;

        var other = MlContext.AnomalyDetection.Trainers.AutoEncoder(options).Fit(VectorData.Create(MlContext, Ordinary));

        Assert.NotEqual(Scores(Fit(Ordinary), Ordinary), Scores(other, Ordinary));
    }

    [Theory, InlineData(5, 2), InlineData(9, 4), InlineData(24, 12), InlineData(60, 12), InlineData(1, 1)]
    public void The_code_is_half_as_wide_as_a_narrow_input(int inputSize, int expected)
    {
        float[][] rows = [.. NormalRows.Create(20, inputSize, seed: 7).Chunk(inputSize)];

        Assert.Equal(expected, Fit(rows).Model.CodeSize);
    }

    private static AutoEncoderAnomalyTrainer.Options Options() =>
        new() { AutoEncoder = new() { NumberOfEpochs = 3, Seed = 1, NumberOfThreads = 1 } };

    private static AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters> Fit(float[][] rows) =>
        MlContext.AnomalyDetection.Trainers.AutoEncoder(Options()).Fit(VectorData.Create(MlContext, rows));

    private static float[] Scores(ITransformer model, float[][] rows) =>
        [.. model.Transform(VectorData.Create(MlContext, rows)).GetColumn<float>("Score")];

    private static float[][] Rows(int count, int seed) => [.. NormalRows.Create(count, Size, seed).Chunk(Size)
        .Select(row => row.Select((value, slot) => slot > 0 ? value + (row[slot - 1] / 2) : value).ToArray())];
}
