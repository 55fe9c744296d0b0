using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Groups;

/// <summary>What processes of a group agree on, what each has to itself, and what is refused; here they are threads.</summary>
[Collection(nameof(CountsTensors))]
public sealed class GroupFitTests : IDisposable
{
    private const int Size = 5;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    /// <summary>A process with few rows has fewer in the last steps, and then none.</summary>
    [Fact]
    public void Every_row_of_every_process_counts_once_an_epoch()
    {
        var models = ThreadGroup.Run(3, group => Fit(group, Rows(10 + (37 * group.Rank))));

        Assert.All(models, model => Assert.Equal(models[0].Network.Parameters, model.Network.Parameters));
        Assert.Equal(3, models[0].TrainingHistory.Count);
    }

    [Fact]
    public void Only_the_first_process_reports_and_writes()
    {
        var reports = ThreadGroup.Run(2, group =>
        {
            var count = 0;
            Fit(group, Rows(20), options =>
            {
                options.ProgressCallback = _ => count++;
                // The other one has no such folder: it may be on another machine.
                options.CheckpointPath = group.Rank == 0 ? _directory.File("checkpoint") : "/nowhere/checkpoint";
            });
            return count;
        });

        Assert.Equal([3, 0], reports);
    }

    [Fact]
    public void Interrupted_training_goes_on_with_as_many_processes_and_says_so_otherwise()
    {
        var expected = ThreadGroup.Run(2, group => Fit(group, group.TakePart(Rows(40))));
        void Checkpoint(AutoEncoderEstimator.Options options) => options.CheckpointPath = _directory.File("checkpoint");
        ThreadGroup.Run(2, group => Assert.Throws<InvalidOperationException>(() => Fit(group, group.TakePart(Rows(40)), options =>
        {
            Checkpoint(options);
            options.ProgressCallback = metrics => { if (metrics.Epoch == 2) { throw new TimeZoneNotFoundException("stop"); } };
        })));

        var errors = ThreadGroup.Run(4, group =>
            Assert.Throws<InvalidOperationException>(() => Fit(group, group.TakePart(Rows(40)), Checkpoint)).Message);
        Assert.All(errors, error => Assert.Contains("belongs to another training", error));
        var resumed = ThreadGroup.Run(2, group => Fit(group, group.TakePart(Rows(40)), Checkpoint));
        Assert.All(resumed, model => Assert.Equal(expected[0].Network.Parameters, model.Network.Parameters));
        Assert.False(File.Exists(_directory.File("checkpoint")));
    }

    [Fact]
    public void Model_goes_on_with_the_state_of_all()
    {
        void Keep(AutoEncoderEstimator.Options options) => (options.KeepTrainingState, options.NumberOfEpochs) = (true, 1);
        var whole = ThreadGroup.Run(2, group => Fit(group, group.TakePart(Rows(40)), options => options.NumberOfEpochs = 2));
        var parted = ThreadGroup.Run(2, group =>
        {
            var first = Fit(group, group.TakePart(Rows(40)), Keep);
            return Estimator(group, Keep).Fit(group.TakePart(Rows(40)), first);
        });

        Assert.All(parted, model => Assert.Equal(whole[0].Network.Parameters, model.Network.Parameters));
    }

    [Fact]
    public void Error_of_one_is_thrown_in_all()
    {
        var spoilt = Learnable(20);
        spoilt[7][2] = float.NaN;
        var errors = ThreadGroup.Run(3, group => Assert.Throws<InvalidOperationException>(() =>
            Fit(group, group.Rank == 1 ? VectorData.Create(new MLContext(1), spoilt) : Rows(20))));

        Assert.All(errors, error => Assert.StartsWith(
            "Rank 1 of 3 has ended the training: Column 'Features' has the value NaN in row 7, slot 2", error.Message));
        Assert.Equal([true, false, true], errors.Select(error => error.InnerException is null));
    }

    [Fact]
    public void Cancelling_one_cancels_all()
    {
        using var cancellation = new CancellationTokenSource();
        var errors = ThreadGroup.Run(2, group => Assert.Throws<OperationCanceledException>(() => Fit(group, Rows(20), options =>
        {
            options.NumberOfEpochs = 1_000_000;
            if (group.Rank == 0)
            {
                options.ProgressCallback = metrics => { if (metrics.Epoch == 2) { cancellation.Cancel(); } };
            }
            else
            {
                options.CancellationToken = cancellation.Token;
            }
        })));

        Assert.All(errors, error => Assert.StartsWith("Rank 1 of 2 has ended the training", error.Message));
    }

    /// <summary>A group is of use again after an error.</summary>
    [Fact]
    public void Other_options_are_refused_before_anything_is_read()
    {
        ThreadGroup.Run(2, group =>
        {
            var error = Assert.Throws<InvalidOperationException>(() => Fit(group, Rows(20), options => options.CodeSize = 2 + group.Rank));
            Assert.Contains("rank 0 has 'CodeSize: 2', and rank 1 has 'CodeSize: 3'", error.Message);
            error = Assert.Throws<InvalidOperationException>(() =>
                Fit(group, VectorData.Create(new MLContext(1), VectorData.Learnable(20, Size + group.Rank))));
            Assert.Contains("slots of 'Features'", error.Message);
            return Fit(group, Rows(20));
        });
    }

    [Fact]
    public void Processes_at_different_work_are_told()
    {
        var errors = ThreadGroup.Run(2, group => Assert.Throws<InvalidOperationException>(() => group.Rank == 0
            ? (ITransformer)Fit(group, Rows(20))
            : new MLContext(1).AnomalyDetection.Trainers.AutoEncoder(new AutoEncoderAnomalyTrainer.Options
            {
                AutoEncoder = new AutoEncoderEstimator.Options { TrainingGroup = group, Seed = 1 },
            }).Fit(Rows(20))));

        Assert.All(errors, error => Assert.Contains("do not run the same program", error.Message));
    }

    [Fact]
    public void Two_fits_of_a_process_at_once_are_refused()
    {
        ThreadGroup.Run(1, group =>
        {
            InvalidOperationException? error = null;
            Fit(group, Rows(20), options => options.ProgressCallback = _ =>
                error = Assert.Throws<InvalidOperationException>(() => Fit(group, Rows(20))));
            Assert.StartsWith("Another fit of this process is training with the same group", error!.Message);
            return group;
        });
    }

    [Fact]
    public void Detectors_are_the_same_and_those_of_one_process()
    {
        var expected = Detector(TrainingGroup.InOneProcess(3));
        var detectors = ThreadGroup.Run(3, Detector);

        Assert.All(detectors, detector => Assert.Equal(expected.Threshold, detector.Threshold));
        Assert.All(detectors, detector => Assert.Equal(expected.Scores, detector.Scores));
    }

    /// <summary>Only what differs between all rows is learnt: the rows of one process may be all the same.</summary>
    [Fact]
    public void Same_rows_in_one_process_are_no_fault_but_in_all_they_are()
    {
        var one = ThreadGroup.Run(2, group => FitDetector(group, group.Rank == 0 ? Same(0.5f) : Rows(20)));
        var errors = ThreadGroup.Run(2, group => Assert.Throws<InvalidOperationException>(() => FitDetector(group, Same(0.5f))));

        Assert.Equal(one[0].Model.Threshold, one[1].Model.Threshold);
        Assert.All(errors, error => Assert.Contains("the same values in all rows", error.Message));

        static IDataView Same(float value) => VectorData.Create(
            new MLContext(1), [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Repeat(value, Size).ToArray())]);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    [InlineData(25, 24)]
    public void Parts_of_a_view_have_each_row_once(int size, int last)
    {
        var rows = Learnable(23);
        var parts = ThreadGroup.Run(size, group =>
        {
            var part = group.TakePart(VectorData.Create(new MLContext(1), rows));
            Assert.True(part.GetRowCount() is null or >= 0);
            Assert.False(size > 1 && part.CanShuffle);
            return part.GetColumn<float[]>("Features").ToArray();
        });

        Assert.Equal(rows.Where((_, row) => row % size == last), parts[last]);
        Assert.Equal(rows.Length, parts.Sum(part => part.Length));
    }

    [Fact]
    public void Nothing_of_Torch_is_left()
    {
        Assert.Equal(0, CountsTensors.LeftBy(() => ThreadGroup.Run(2, group => Fit(group, Rows(20)))));
        Assert.Equal(0, CountsTensors.LeftBy(() => Fit(TrainingGroup.InOneProcess(2), Rows(20))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2_000)]
    public void Process_stands_for_a_number_of_others(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TrainingGroup.InOneProcess(size));

    private static float[][] Learnable(int count) => VectorData.Learnable(count, Size);

    private static IDataView Rows(int count) => VectorData.Create(new MLContext(1), Learnable(count));

    private static AutoEncoderEstimator Estimator(TrainingGroup group, Action<AutoEncoderEstimator.Options>? change = null)
    {
        var options = new AutoEncoderEstimator.Options
        {
            InputColumnName = "Features",
            OutputColumnName = "Encoded",
            HiddenLayerSizes = [4],
            CodeSize = 2,
            NumberOfEpochs = 3,
            BatchSize = 8,
            LearningRate = 0.01f,
            NumberOfThreads = 1,
            Seed = 3,
            TrainingGroup = group,
        };
        change?.Invoke(options);
        return new MLContext(1).Transforms.AutoEncoder(options);
    }

    private static AutoEncoderTransformer Fit(
        TrainingGroup group, IDataView rows, Action<AutoEncoderEstimator.Options>? change = null) => Estimator(group, change).Fit(rows);

    private static AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters> FitDetector(TrainingGroup group, IDataView rows) =>
        new MLContext(1).AnomalyDetection.Trainers.AutoEncoder(new AutoEncoderAnomalyTrainer.Options
        {
            AutoEncoder = new AutoEncoderEstimator.Options
            {
                HiddenLayerSizes = [4],
                CodeSize = 2,
                NumberOfEpochs = 3,
                NumberOfThreads = 1,
                Seed = 3,
                TrainingGroup = group,
            },
        }).Fit(rows);

    private static (float Threshold, float[] Scores) Detector(TrainingGroup group)
    {
        var detector = FitDetector(group, group.TakePart(Rows(100)));
        return (detector.Model.Threshold, [.. detector.Transform(Rows(50)).GetColumn<float>("Score")]);
    }
}
