using Microsoft.ML.AutoEncoder.Tests.Variants;
using Microsoft.ML.AutoEncoder.Training;
using Xunit;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>A training that was interrupted in the middle of an epoch goes on there, and ends as if nothing had happened.</summary>
public sealed class MidEpochTests : IDisposable
{
    private const int InputSize = 6;
    private const int InterruptedAfter = 6;

    private readonly MLContext _mlContext = new(1);
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string, Action<AutoEncoderEstimator.Options>> Trainings => new()
    {
        { "plain", _ => { } },
        { "three threads", options => options.NumberOfThreads = 3 },
        { "streamed", options => options.MemoryBudgetInBytes = 20 * InputSize * sizeof(float) },
        { "weights and means of the code", options => Variant.Choose("KL sparsity", options).ExampleWeightColumnName = "Weight" },
        { "batch normalisation", options => Variant.Choose("batch normalisation", options) },
        { "everything else", options => Variant.Choose("everything else", options) },
        { "early stopping", options => options.EarlyStopping = new EarlyStopping() },
        { "schedule", options => options.LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp(1) },
        { "clipping", options => options.GradientClipNorm = 0.01f },
    };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Resumed_training_ends_with_the_bits_of_an_uninterrupted_one(string training, Action<AutoEncoderEstimator.Options> choose)
    {
        Assert.NotNull(training);
        AssertSame(TrainingDevice.Cpu, choose);
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void So_does_a_training_on_a_device(string training, Action<AutoEncoderEstimator.Options> choose)
    {
        Assert.NotNull(training);
        AssertSame(new TrainingDevice(CPU, HasOwnMemory: true), choose);
    }

    private void AssertSame(TrainingDevice device, Action<AutoEncoderEstimator.Options> choose)
    {
        var expected = Fit(device, choose, checkpoints: false, savesAfterStep: null);

        Assert.Throws<TimeZoneNotFoundException>(() => Fit(device, choose, checkpoints: true, state => state.StepCount switch
        {
            InterruptedAfter => state.Epoch.BatchCount == 2,
            > InterruptedAfter => throw new TimeZoneNotFoundException(),
            _ => false,
        }));
        var steps = new List<(int Step, int Batch, int Epochs)>();
        var resumed = Fit(device, choose, checkpoints: true, state =>
        {
            steps.Add((state.StepCount, state.Epoch.BatchCount, state.History.Count));
            return false;
        });

        Assert.Equal((InterruptedAfter + 1, 3, 1), steps[0]);
        Assert.Equal(expected.Network.Parameters, resumed.Network.Parameters);
        Assert.Equal(expected.TrainingHistory.Select(Losses), resumed.TrainingHistory.Select(Losses));
    }

    private static (double, string, double?, float) Losses(EpochMetrics metrics) =>
        (metrics.ReconstructionLoss, string.Join(' ', metrics.Penalties.Values), metrics.ValidationLoss, metrics.LearningRate);

    private AutoEncoderTransformer Fit(
        TrainingDevice device, Action<AutoEncoderEstimator.Options> choose, bool checkpoints, Predicate<TrainingState>? savesAfterStep)
    {
        var options = new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Encoded",
            InputColumnName = "Features",
            HiddenLayerSizes = [8, 5],
            CodeSize = 3,
            BatchSize = 16,
            NumberOfEpochs = 3,
            NumberOfThreads = 2,
            ValidationFraction = 0.2f,
            Seed = 1,
            CheckpointPath = checkpoints ? _directory.File("checkpoint") : null,
        };
        choose(options);
        float[] weights = [.. Enumerable.Range(0, 70).Select(i => 0.5f + (i % 3))];
        var data = VectorData.Create(_mlContext, VectorData.Learnable(70, InputSize), weights);
        return _mlContext.Transforms.AutoEncoder(options).Train(data, validationSet: null, device, savesAfterStep);
    }
}
