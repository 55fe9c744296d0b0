using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>A training that was interrupted goes on from its checkpoint, and ends as if nothing had happened.</summary>
public sealed class CheckpointTests : IDisposable
{
    private const int NumberOfEpochs = 6;

    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _mlContext = new(1);
    private readonly float[][] _rows = VectorData.Learnable(120, 5);

    public static TheoryData<string, Action<AutoEncoderEstimator.Options>> Trainings => new()
    {
        { "plain", _ => { } },
        { "streamed", options => options.MemoryBudgetInBytes = 20 * 5 * sizeof(float) },
        { "validation and early stopping", options => (options.ValidationFraction, options.EarlyStopping) = (0.3f, new EarlyStopping()) },
        { "schedule", options => options.LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp(1) },
        { "plateau",
            options => options.LearningRateSchedule = LearningRateSchedule.ReduceOnPlateau(patience: 1, minimumImprovement: 0.5f) },
        { "decay and clipping", options => (options.WeightDecay, options.GradientClipNorm) = (0.1f, 0.1f) },
        { "three threads", options => options.NumberOfThreads = 3 },
    };

    private string Path => _directory.File("training.checkpoint");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Interrupted_training_ends_with_the_bits_of_an_uninterrupted_one(
        string training, Action<AutoEncoderEstimator.Options> choose)
    {
        Assert.NotNull(training);
        var expected = Estimator(choose, checkpoints: false).Fit(Data());

        Interrupt(2, choose);
        Interrupt(4, choose);
        var resumed = Estimator(choose).Fit(Data());

        Assert.Equal(expected.Network.Parameters, resumed.Network.Parameters);
        Assert.Equal(expected.TrainingHistory.Select(Losses), resumed.TrainingHistory.Select(Losses));
    }

    [Fact]
    public void Training_goes_on_with_the_epoch_after_the_last_whole_one()
    {
        Interrupt(4);
        var epochs = new List<int>();

        Estimator(options => options.ProgressCallback = metrics => epochs.Add(metrics.Epoch)).Fit(Data());

        Assert.Equal([5, 6], epochs);
    }

    [Fact]
    public void Nothing_is_left_when_training_ends()
    {
        Estimator().Fit(Data());

        Assert.Empty(Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Theory]
    [InlineData("LearningRate: 0.001", "LearningRate: 0.01")]
    [InlineData("BatchSize: 16", "BatchSize: 8")]
    [InlineData("Seed: 1", "Seed: 2")]
    [InlineData("NumberOfThreads: 2", "NumberOfThreads: 1")]
    [InlineData("layers: 5-6 LeakyReLU(0.2), ", "layers: 5-7 LeakyReLU(0.2), ")]
    [InlineData("EarlyStopping: none", "EarlyStopping: EarlyStopping(patience: 5, minimumImprovement: 0.001)")]
    [InlineData("LearningRateSchedule: ConstantSchedule", "LearningRateSchedule: StepSchedule(everyEpochs: 1, factor: 0.5)")]
    public void Checkpoint_of_other_options_is_refused_with_what_differs(string there, string here)
    {
        Interrupt(2);
        var file = File.ReadAllBytes(Path);

        var exception = Assert.Throws<InvalidOperationException>(() => Estimator(options => Change(options, here)).Fit(Data()));

        Assert.StartsWith(
            $"The checkpoint '{Path}' belongs to another training: it has '{there}", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"this one has '{here}", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "Train with what it has, set another CheckpointPath, or delete it to train from the start.", exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(file, File.ReadAllBytes(Path));
    }

    [Fact]
    public void Checkpoint_of_other_data_is_refused()
    {
        Interrupt(2);
        _rows[17][3] = 0.123f;

        var exception = Assert.Throws<InvalidOperationException>(() => Estimator().Fit(Data()));

        Assert.Contains("belongs to another training: it has 'data: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(Speed.Name, Speed.Slow)]
    public void Damaged_checkpoint_is_refused_wherever_the_damage_is()
    {
        Interrupt(2);
        var file = File.ReadAllBytes(Path);
        for (var i = 0; i < file.Length; i += 23)
        {
            var damaged = file.ToArray();
            damaged[i] ^= 4;
            AssertRefused(damaged);
        }

        AssertRefused(file[..^1]);
        AssertRefused(file[..50]);
        AssertRefused([]);
        AssertRefused("nothing of ours"u8.ToArray());
    }

    [Fact]
    public void Killed_while_it_writes_a_training_goes_on_from_the_checkpoint_before()
    {
        Interrupt(2);
        File.WriteAllText(Path + ".unfinished", "half a file");

        var resumed = Estimator().Fit(Data());

        Assert.Equal(Estimator(checkpoints: false).Fit(Data()).Network.Parameters, resumed.Network.Parameters);
    }

    [Fact]
    public void Missing_directory_is_named_before_anything_is_read()
    {
        var estimator = Estimator(options => options.CheckpointPath = _directory.File("missing/training.checkpoint"));

        var exception = Assert.Throws<InvalidOperationException>(() => estimator.Fit(Data()));

        Assert.EndsWith(
            $"but the directory '{_directory.File("missing")}' does not exist. Create it.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoints_need_a_seed()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(options => options.Seed = null));

        Assert.StartsWith("Seed is null, but must be set where CheckpointPath is", exception.Message, StringComparison.Ordinal);
    }

    private static (double, double?, double?, double?, float) Losses(EpochMetrics metrics) => (
        metrics.ReconstructionLoss,
        metrics.ExplainedVariance,
        metrics.ValidationLoss,
        metrics.ValidationExplainedVariance,
        metrics.LearningRate);

    private static void Change(AutoEncoderEstimator.Options options, string line)
    {
        switch (line.Split(':')[0])
        {
            case "LearningRate":
                options.LearningRate = 0.01f;
                break;
            case "BatchSize":
                options.BatchSize = 8;
                break;
            case "Seed":
                options.Seed = 2;
                break;
            case "NumberOfThreads":
                options.NumberOfThreads = 1;
                break;
            case "layers":
                options.HiddenLayerSizes = [7];
                break;
            case "EarlyStopping":
                options.EarlyStopping = new EarlyStopping();
                break;
            default:
                options.LearningRateSchedule = LearningRateSchedule.Step(1, 0.5f);
                break;
        }
    }

    private void AssertRefused(byte[] file)
    {
        File.WriteAllBytes(Path, file);
        var exception = Assert.Throws<FormatException>(() => Estimator().Fit(Data()));
        Assert.Equal($"The checkpoint '{Path}' is damaged, or no checkpoint at all. Delete it to train from the start.", exception.Message);
        Assert.Equal(file, File.ReadAllBytes(Path));
    }

    private void Interrupt(int afterEpoch, Action<AutoEncoderEstimator.Options>? choose = null)
    {
        var estimator = Estimator(options =>
        {
            choose?.Invoke(options);
            options.ProgressCallback = metrics =>
            {
                if (metrics.Epoch == afterEpoch)
                {
                    throw new TimeZoneNotFoundException();
                }
            };
        });
        Assert.Throws<TimeZoneNotFoundException>(() => estimator.Fit(Data()));
    }

    private IDataView Data() => VectorData.Create(_mlContext, _rows);

    private AutoEncoderEstimator Estimator(Action<AutoEncoderEstimator.Options>? choose = null, bool checkpoints = true)
    {
        var options = new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Features",
            HiddenLayerSizes = [6],
            CodeSize = 2,
            BatchSize = 16,
            LearningRate = 0.001f,
            NumberOfEpochs = NumberOfEpochs,
            NumberOfThreads = 2,
            Seed = 1,
            CheckpointPath = checkpoints ? Path : null,
        };
        choose?.Invoke(options);
        return _mlContext.Transforms.AutoEncoder(options);
    }
}
