using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Labels;

/// <summary>A training with labels, from the outside.</summary>
public sealed class LabelTrainingTests
{
    private readonly MLContext _mlContext = new(1);

    [Theory]
    [InlineData("Class")]
    [InlineData("Truth")]
    [InlineData("Number")]
    public void Labels_are_learnt_and_measured(string column)
    {
        var epochs = new List<EpochMetrics>();
        var model = Fit(column, options =>
        {
            (options.NumberOfEpochs, options.LabelWeight, options.ValidationFraction) = (100, 5, 0.3f);
            options.ProgressCallback = epochs.Add;
        });

        foreach (var labels in new[] { epochs[^1].Labels, epochs[^1].ValidationLabels })
        {
            Assert.True(labels!.Loss < epochs[0].Labels!.Loss);
            Assert.Equal(column == "Number", labels.Accuracy is null);
            Assert.Equal(column != "Number", labels.RSquared is null);
            Assert.True((labels.Accuracy ?? labels.RSquared) > 0.8, $"{labels}");
        }

        Assert.Equal(["Labels"], epochs[^1].Penalties.Keys);
        Assert.Equal(epochs[^1].Loss, epochs[^1].ReconstructionLoss + epochs[^1].Penalties["Labels"], 1e-9);
        Assert.Contains(", labels loss ", epochs[^1].ToString(), StringComparison.Ordinal);
        Assert.Equal(epochs[^1].Labels!.ToString(), model.TrainingHistory[^1].Labels!.ToString());
    }

    [Fact]
    public void The_fitted_model_has_no_more_than_one_without_labels_and_needs_none()
    {
        var model = Fit("Class", _ => { });
        var without = Fit(null, _ => { });
        var unlabelled = _mlContext.Transforms.DropColumns("Class", "Truth", "Number").Fit(Data()).Transform(Data());

        Assert.Equal(without.Network.Shape.ToString(), model.Network.Shape.ToString());
        Assert.Equal(without.Network.Parameters.Length, model.Network.Parameters.Length);
        Assert.NotEqual(without.Network.Parameters, model.Network.Parameters);
        Assert.Equal(100, model.Transform(unlabelled).GetColumn<float[]>("Code").Count());
    }

    [Fact]
    public void Loaded_models_know_what_was_measured()
    {
        var model = Fit("Number", options => options.ValidationFraction = 0.2f);

        var loaded = (AutoEncoderTransformer)TinyAutoEncoder.SaveAndLoad(model, Data().Schema);

        Assert.Equal(model.TrainingHistory.Select(epoch => epoch.ToString()), loaded.TrainingHistory.Select(epoch => epoch.ToString()));
    }

    [Fact]
    public void Early_stopping_may_go_by_labels()
    {
        var model = Fit("Class", options =>
        {
            options.ValidationFraction = 0.3f;
            options.EarlyStopping = new EarlyStopping(100, 0.001f, EarlyStoppingLoss.Labels);
            options.NumberOfEpochs = 20;
        });

        var best = model.TrainingHistory.MinBy(epoch => epoch.ValidationLabels!.Loss)!;
        Assert.Equal(best.ValidationLabels!.Loss, model.TrainingHistory.Min(epoch => epoch.MonitoredLoss));
        Assert.Equal("EarlyStopping(patience: 100, minimumImprovement: 0.001, loss: Labels)", model.TrainingOptions["EarlyStopping"]);
    }

    [Fact]
    public void Continued_training_goes_on_with_labels_bit_for_bit()
    {
        void Keep(AutoEncoderEstimator.Options options) => (options.KeepTrainingState, options.NumberOfEpochs) = (true, 2);
        var expected = Fit("Class", options => options.NumberOfEpochs = 4);

        var model = Estimator("Class", Keep).Fit(Data(), Fit("Class", Keep));

        Assert.Equal(expected.Network.Parameters, model.Network.Parameters);
        Assert.NotEqual(
            expected.Network.Parameters, Estimator("Class", _ => { }).Fit(Data(), Fit(null, _ => { })).Network.Parameters);
    }

    [Fact]
    public void Streamed_rows_have_their_labels()
    {
        var model = Fit("Number", options =>
        {
            options.MemoryBudgetInBytes = 30 * 6 * sizeof(float);
            options.NumberOfEpochs = 60;
        });

        Assert.True(model.TrainingHistory[^1].Labels!.RSquared > 0.8, $"{model.TrainingHistory[^1]}");
    }

    [Fact]
    public void Sparse_rows_have_their_labels()
    {
        float[][] rows = [.. VectorData.Learnable(100, 5).Select((row, i) => SparseRow(row, i))];
        var data = VectorData.Create(_mlContext, rows);

        var model = Estimator("Truth", options => options.NumberOfEpochs = 40).Fit(data);

        Assert.True(model.TrainingHistory[^1].Labels!.Accuracy > 0.8, $"{model.TrainingHistory[^1]}");

        static float[] SparseRow(float[] row, int number)
        {
            var sparse = new float[200];
            sparse[0] = row[0];
            sparse[1 + (number % 5)] = row[1];
            return sparse;
        }
    }

    private AutoEncoderTransformer Fit(string? column, Action<AutoEncoderEstimator.Options> choose) =>
        Estimator(column, choose).Fit(Data());

    private AutoEncoderEstimator Estimator(string? column, Action<AutoEncoderEstimator.Options> choose)
    {
        var options = new AutoEncoderEstimator.Options
        {
            InputColumnName = "Features",
            OutputColumnName = "Code",
            LabelColumnName = column,
            HiddenLayerSizes = [12],
            CodeSize = 4,
            NumberOfEpochs = 3,
            BatchSize = 16,
            LearningRate = 0.01f,
            Seed = 1,
        };
        choose(options);
        return _mlContext.Transforms.AutoEncoder(options);
    }

    private IDataView Data() => VectorData.Create(_mlContext, VectorData.Learnable(100, 6));
}
