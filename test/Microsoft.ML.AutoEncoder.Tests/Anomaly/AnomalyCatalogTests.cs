using Microsoft.ML.AutoEncoder.Tests.InMemoryData;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

/// <summary>The detector works with what ML.NET offers for detectors.</summary>
public sealed class AnomalyCatalogTests
{
    private const int OrdinaryCount = 90;
    private const int OddCount = 10;

    private static readonly MLContext MlContext = new(1);
    private static readonly SyntheticData Data = new(OrdinaryCount);

    /// <summary>Rows of the patterns that were learnt, and after them random ones, with a label that tells which is which.</summary>
    private static InMemoryDataView Mixed()
    {
        var random = new Random(5);
        float[][] rows =
        [
            .. Data.Rows,
            .. Enumerable.Range(0, OddCount).Select(_ => Enumerable.Range(0, Data.Size).Select(_ => 5 * random.NextSingle()).ToArray()),
        ];
        return new InMemoryDataView(
            rows.Length,
            InMemoryColumn.Dense(SyntheticData.Features, Data.FeaturesType, rows),
            InMemoryColumn.Scalar(
                "Label", NumberDataViewType.Single, Enumerable.Range(0, rows.Length).Select(row => row >= OrdinaryCount ? 1f : 0f)));
    }

    [Fact]
    public void Evaluate_measures_the_detector()
    {
        var scored = TinyAnomalyDetector.Fit(Data.Dense).Transform(Mixed());

        var metrics = MlContext.AnomalyDetection.Evaluate(scored, falsePositiveCount: 5);

        Assert.True(metrics.AreaUnderRocCurve > 0.95, $"{metrics.AreaUnderRocCurve}");
        Assert.InRange(metrics.DetectionRateAtFalsePositiveCount, 0.8, 1);
    }

    [Fact]
    public void ChangeModelThreshold_changes_the_predicted_labels_and_nothing_else()
    {
        var model = TinyAnomalyDetector.Fit(Data.Dense);
        var mixed = Mixed();
        var scores = model.Transform(mixed).GetColumn<float>(TinyAnomalyDetector.Score).ToArray();
        var threshold = scores.Order().ElementAt(40);

        var changed = MlContext.AnomalyDetection.ChangeModelThreshold(model, threshold);

        Assert.Equal(scores, changed.Transform(mixed).GetColumn<float>(TinyAnomalyDetector.Score));
        Assert.Equal(scores.Select(score => score > threshold), PredictedLabels(changed, mixed));
        Assert.Equal(scores.Select(score => score > model.Model.Threshold), PredictedLabels(model, mixed));
    }

    [Fact]
    public void A_changed_threshold_is_saved()
    {
        var mixed = Mixed();
        var changed = MlContext.AnomalyDetection.ChangeModelThreshold(TinyAnomalyDetector.Fit(Data.Dense), 2f);

        var loaded = TinyAutoEncoder.SaveAndLoad(changed, mixed.Schema);

        Assert.Equal(PredictedLabels(changed, mixed), PredictedLabels(loaded, mixed));
        Assert.Contains(true, PredictedLabels(changed, mixed));
        Assert.Contains(false, PredictedLabels(changed, mixed));
    }

    [Theory, InlineData(0f, 0), InlineData(0.1f, 9), InlineData(0.5f, 45)]
    public void Contamination_is_the_part_of_the_training_rows_above_the_threshold(float contamination, int expected)
    {
        var options = TinyAnomalyDetector.Options();
        options.Contamination = contamination;
        var model = TinyAnomalyDetector.Fit(Data.Dense, options);

        Assert.Equal(expected, PredictedLabels(model, Data.Dense).Count(isAnomaly => isAnomaly));
    }

    [Fact]
    public void Contamination_goes_by_weight()
    {
        var options = TinyAnomalyDetector.Options();
        options.Contamination = 0.3f;
        options.ExampleWeightColumnName = SyntheticData.Weight;
        var weights = Enumerable.Range(0, OrdinaryCount).Select(row => row % 3 == 0 ? 5f : 0f).ToArray();
        var view = Data.Dense.With(InMemoryColumn.Scalar(SyntheticData.Weight, NumberDataViewType.Single, weights));

        var labels = PredictedLabels(TinyAnomalyDetector.Fit(view, options), view);

        Assert.Equal(9, labels.Where((isAnomaly, row) => row % 3 == 0 && isAnomaly).Count());
    }

    [Fact]
    public void PredictionEngine_gives_the_scores_of_Transform()
    {
        var model = TinyAnomalyDetector.Fit(Data.Dense);
        var expected = model.Transform(Data.Dense).GetColumn<float>(TinyAnomalyDetector.Score).ToArray();
        using var engine = MlContext.Model.CreatePredictionEngine<FeaturesRow, Prediction>(model);

        Assert.Equal(expected, Data.Rows.Select(row => engine.Predict(new FeaturesRow { Features = row }).Score));
    }

    [Fact]
    public void It_can_be_fitted_and_measured_on_the_folds_of_a_cross_validation()
    {
        var trainer = MlContext.AnomalyDetection.Trainers.AutoEncoder(TinyAnomalyDetector.Options());
        foreach (var fold in MlContext.Data.CrossValidationSplit(Mixed(), 3, seed: 1))
        {
            var ordinary = MlContext.Data.FilterByCustomPredicate<LabelledRow>(fold.TrainSet, row => row.Label == 1);
            var metrics = MlContext.AnomalyDetection.Evaluate(trainer.Fit(ordinary).Transform(fold.TestSet), falsePositiveCount: 3);
            Assert.True(metrics.AreaUnderRocCurve > 0.9, $"{metrics.AreaUnderRocCurve}");
        }
    }

    [Fact]
    public void A_validation_set_is_measured_in_each_epoch()
    {
        var model = MlContext.AnomalyDetection.Trainers.AutoEncoder(TinyAnomalyDetector.Options())
            .Fit(Data.Dense, new SyntheticData(seed: 1).Dense);

        Assert.All(model.Model.TrainingHistory, epoch => Assert.NotNull(epoch.ValidationLoss));
    }

    [Fact]
    public void The_simple_overload_sets_what_it_says()
    {
        var model = MlContext.AnomalyDetection.Trainers
            .AutoEncoder(
                SyntheticData.Features, SyntheticData.Weight, codeSize: 2, numberOfEpochs: 3, contamination: 0.2f, seed: 4).Fit(Data.Dense);

        Assert.Equal(2, model.Model.CodeSize);
        Assert.Equal(Data.Size, model.Model.InputSize);
        Assert.Equal(3, model.Model.TrainingHistory.Count);
        Assert.Null(model.Model.SlotErrorColumnName);
    }

    [Fact]
    public void The_trainer_tells_what_it_needs()
    {
        ITrainerEstimator<ISingleFeaturePredictionTransformer<object>, object> trainer = MlContext.AnomalyDetection.Trainers.AutoEncoder();
        var info = trainer.Info;

        Assert.False(info.NeedNormalization);
        Assert.False(info.WantCaching);
    }

    private static bool[] PredictedLabels(ITransformer model, IDataView view) =>
        [.. model.Transform(view).GetColumn<bool>(TinyAnomalyDetector.PredictedLabel)];

    private sealed class Prediction
    {
        public float Score { get; set; }
    }

    private sealed class LabelledRow
    {
        public float Label { get; set; }
    }
}
