using Microsoft.ML.AutoEncoder.Tests.Variants;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Continuing;

/// <summary>A training in two parts, with a saved file between them, gives the bits of one in one piece.</summary>
public sealed class KeptStateTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Variants => Variant.Names;

    public static TheoryData<string, Action<AutoEncoderEstimator.Options>> Trainings => new()
    {
        { "plain", _ => { } },
        { "weights", options => options.ExampleWeightColumnName = "Weight" },
        { "streamed", options => options.MemoryBudgetInBytes = 20 * ContinuedTraining.InputSize * sizeof(float) },
        { "scaled", options => (options.InputScaling, options.OutputActivation) = (InputScaling.PerSlot, Activation.Identity) },
        { "scaled overall", options => options.InputScaling = InputScaling.Overall },
        {
            "validation and early stopping",
            options => (options.ValidationFraction, options.EarlyStopping) = (0.3f, new EarlyStopping(2))
        },
        { "stopped early", options => options.EarlyStopping = new EarlyStopping(1, 0.9f) },
        {
            "plateau",
            options => options.LearningRateSchedule = LearningRateSchedule.ReduceOnPlateau(patience: 1, minimumImprovement: 0.5f)
        },
        { "step", options => options.LearningRateSchedule = LearningRateSchedule.Step(2, 0.5f) },
        { "decay and clipping", options => (options.WeightDecay, options.GradientClipNorm) = (0.1f, 0.1f) },
        { "three threads", options => options.NumberOfThreads = 3 },
        { "time limit", options => options.MaximumTrainingTime = TimeSpan.FromHours(1) },
        { "longest time limit", options => options.MaximumTrainingTime = TimeSpan.MaxValue },
    };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Variants))]
    public void Each_variant_ends_with_the_bits_of_a_training_in_one_piece(string variant) =>
        AssertSame(options => Variant.Choose(variant, options));

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Each_training_ends_with_the_bits_of_one_in_one_piece(string training, Action<AutoEncoderEstimator.Options> choose)
    {
        Assert.NotNull(training);
        AssertSame(choose);
    }

    [Theory]
    [InlineData("top-k")]
    [InlineData("tied weights")]
    [InlineData("batch normalisation")]
    [InlineData("another decoder")]
    public void What_shapes_the_model_need_not_be_said_again(string variant)
    {
        var data = ContinuedTraining.Data();
        var expected = ContinuedTraining.Fit(data, options => Variant.Choose(variant, options));
        var first = ContinuedTraining.Fit(data, options => Variant.Choose(variant, options), ContinuedTraining.FirstEpochs);

        var continued = ContinuedTraining.GoOn(data, first, options => (options.HiddenLayerSizes, options.CodeSize) = (null, null));

        Assert.Equal(expected.Network.Parameters, continued.Network.Parameters);
        Assert.Equal(expected.Network.Shape.ActiveCodeUnits, continued.Network.Shape.ActiveCodeUnits);
    }

    [Fact]
    public void A_detector_ends_with_the_bits_of_one_that_was_trained_in_one_piece()
    {
        var data = ContinuedTraining.Data();
        var expected = Trainer(ContinuedTraining.AllEpochs).Fit(data);
        var first = Trainer(ContinuedTraining.FirstEpochs).Fit(data);
        var loaded = new MLContext().AnomalyDetection.FindAutoEncoder(TinyAutoEncoder.SaveAndLoad(first, data.Schema))!.Model;

        var continued = Trainer(ContinuedTraining.AllEpochs - ContinuedTraining.FirstEpochs).Fit(data, loaded);

        Assert.Equal(expected.Model.Network.Parameters, continued.Model.Network.Parameters);
        Assert.Equal(expected.Model.Threshold, continued.Model.Threshold);
        Assert.Equal(ContinuedTraining.Losses(expected.Model.TrainingHistory), ContinuedTraining.Losses(continued.Model.TrainingHistory));
    }

    [Fact]
    public void A_detector_goes_on_with_rows_for_validation()
    {
        var (data, validation) = (ContinuedTraining.Data(), ContinuedTraining.Data(20, seed: 2));
        var first = Trainer(1).Fit(data, validation);

        var continued = Trainer(1).Fit(data, validation, first.Model);

        Assert.All(continued.Model.TrainingHistory, epoch => Assert.NotNull(epoch.ValidationLoss));
        Assert.Equal(Trainer(2).Fit(data, validation).Model.Network.Parameters, continued.Model.Network.Parameters);
    }

    [Fact]
    public void Three_parts_with_rows_for_validation_are_one()
    {
        var (data, validation) = (ContinuedTraining.Data(), ContinuedTraining.Data(20, seed: 2));
        AutoEncoderEstimator Estimator(int epochs) => new MLContext(1).Transforms.AutoEncoder(ContinuedTraining.Options(options =>
            (options.NumberOfEpochs, options.EarlyStopping) = (epochs, new EarlyStopping())));

        var expected = Estimator(6).Fit(data, validation);
        var parts = Estimator(3).Fit(data, validation, Estimator(2).Fit(data, validation, Estimator(1).Fit(data, validation)));

        Assert.Equal(expected.Network.Parameters, parts.Network.Parameters);
    }

    [Fact]
    public void The_second_part_can_be_interrupted_too()
    {
        var data = ContinuedTraining.Data();
        var expected = ContinuedTraining.Fit(data);
        var first = ContinuedTraining.Fit(data, epochs: ContinuedTraining.FirstEpochs);
        void Checkpoint(AutoEncoderEstimator.Options options) => options.CheckpointPath = _directory.File("checkpoint");

        Assert.Throws<TimeZoneNotFoundException>(() => ContinuedTraining.GoOn(data, first, options =>
        {
            Checkpoint(options);
            options.ProgressCallback = metrics => { if (metrics.Epoch == 4) { throw new TimeZoneNotFoundException(); } };
        }));
        var resumed = ContinuedTraining.GoOn(data, first, Checkpoint);

        Assert.Equal(expected.Network.Parameters, resumed.Network.Parameters);
        Assert.Equal(ContinuedTraining.Losses(expected.TrainingHistory), ContinuedTraining.Losses(resumed.TrainingHistory));
    }

    [Fact]
    public void The_checkpoint_of_another_model_is_refused()
    {
        var data = ContinuedTraining.Data();
        var (first, other) = (ContinuedTraining.Fit(data, epochs: 2), ContinuedTraining.Fit(data, epochs: 1));
        Assert.Throws<TimeZoneNotFoundException>(() => GoOn(first, _ => throw new TimeZoneNotFoundException()));

        var exception = Assert.Throws<InvalidOperationException>(() => GoOn(other, _ => { }));

        Assert.Contains("belongs to another training: it has 'goes on from: ", exception.Message, StringComparison.Ordinal);

        void GoOn(AutoEncoderTransformer model, Action<EpochMetrics> callback) => ContinuedTraining.GoOn(data, model, options =>
            (options.CheckpointPath, options.ProgressCallback) = (_directory.File("checkpoint"), callback));
    }

    [Fact]
    public void A_schedule_that_goes_by_the_number_of_epochs_goes_by_all_of_them()
    {
        var data = ContinuedTraining.Data();
        void Cosine(AutoEncoderEstimator.Options options) => options.LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp(1);
        var whole = ContinuedTraining.Fit(data, Cosine);
        var first = ContinuedTraining.Fit(data, Cosine, ContinuedTraining.FirstEpochs);

        var continued = ContinuedTraining.GoOn(data, first, Cosine);

        Assert.Equal(
            whole.TrainingHistory.Skip(ContinuedTraining.FirstEpochs).Select(epoch => epoch.LearningRate),
            continued.TrainingHistory.Skip(ContinuedTraining.FirstEpochs).Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void State_is_kept_only_where_it_is_asked_for()
    {
        var data = ContinuedTraining.Data();
        var kept = ContinuedTraining.Fit(data);
        var lean = ContinuedTraining.Fit(data, options => options.KeepTrainingState = false);

        Assert.NotNull(ContinuedTraining.SaveAndLoad(kept, data).Training.State);
        Assert.Null(ContinuedTraining.SaveAndLoad(lean, data).Training.State);
        Assert.Equal(lean.Network.Parameters, kept.Network.Parameters);
    }

    [Fact]
    public void A_model_that_is_disposed_lets_go_of_its_state()
    {
        var data = ContinuedTraining.Data();
        var model = ContinuedTraining.Fit(data);
        model.Dispose();

        Assert.Null(model.Training.State);
        Assert.Throws<ObjectDisposedException>(() => ContinuedTraining.GoOn(data, model));
    }

    /// <summary>Losses of other rows compare with nothing: patience begins anew, and so does the search for the best epoch.</summary>
    [Fact]
    public void Other_rows_begin_with_the_best_weights_and_with_new_patience()
    {
        var (data, other) = (ContinuedTraining.Data(), ContinuedTraining.Data(seed: 5));
        void Stop(AutoEncoderEstimator.Options options) => options.EarlyStopping = new EarlyStopping(1, 0.9f);
        var first = ContinuedTraining.Fit(data, Stop);
        Assert.Equal(2, first.TrainingHistory.Count);

        var continued = ContinuedTraining.GoOn(other, first, Stop);

        Assert.Equal(4, continued.TrainingHistory.Count);
        Assert.Equal(2, continued.Training.State!.ComparableFrom);
        Assert.Equal([1, 2, 3, 4], ContinuedTraining.SaveAndLoad(continued, other).TrainingHistory.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void A_training_that_is_over_says_so()
    {
        var data = ContinuedTraining.Data();
        void Stop(AutoEncoderEstimator.Options options) => options.EarlyStopping = new EarlyStopping(1, 0.9f);
        var first = ContinuedTraining.Fit(data, Stop);
        var (mlContext, lines) = (new MLContext(1), new List<string>());
        mlContext.Log += (_, e) => lines.Add(e.Message);

        var continued = mlContext.Transforms.AutoEncoder(ContinuedTraining.Options(Stop)).Fit(data, first);

        Assert.Equal(first.Network.Parameters, continued.Network.Parameters);
        Assert.Contains(lines, line => line.Contains("No epoch is trained: by EarlyStopping(", StringComparison.Ordinal));
    }

    private static AutoEncoderAnomalyTrainer Trainer(int epochs)
    {
        var autoEncoder = ContinuedTraining.Options(options => options.NumberOfEpochs = epochs);
        (autoEncoder.InputColumnName, autoEncoder.OutputColumnName) = (null, null);
        autoEncoder.LearningRateSchedule = LearningRateSchedule.Constant;
        return new MLContext(1).AnomalyDetection.Trainers.AutoEncoder(new AutoEncoderAnomalyTrainer.Options { AutoEncoder = autoEncoder });
    }

    private static void AssertSame(Action<AutoEncoderEstimator.Options> choose)
    {
        var data = ContinuedTraining.Data();
        var expected = ContinuedTraining.Fit(data, choose);
        var first = ContinuedTraining.SaveAndLoad(ContinuedTraining.Fit(data, choose, ContinuedTraining.FirstEpochs), data);

        var continued = ContinuedTraining.GoOn(data, first, choose);

        Assert.Equal(expected.Network.Parameters, continued.Network.Parameters);
        Assert.Equal(ContinuedTraining.Losses(expected.TrainingHistory), ContinuedTraining.Losses(continued.TrainingHistory));
        Assert.Equal(expected.TrainingOptions, continued.TrainingOptions);
        Assert.True(first.TrainingHistory.Count == expected.TrainingHistory.Count
            || !first.Network.Parameters.AsSpan().SequenceEqual(continued.Network.Parameters));
    }
}
