using Microsoft.ML.AutoEncoder.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>Training on a device with memory of its own. The CPU plays the device here: it gives the same values, and has no fewer tensors
/// to lose.</summary>
[Collection(nameof(CountsTensors))]
public sealed class DeviceTrainingTests : IDisposable
{
    private const int InputSize = 6;
    private const int NumberOfEpochs = 3;

    private static readonly TrainingDevice Device = new(CPU, HasOwnMemory: true);

    private readonly MLContext _mlContext = new(1);
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Names => Variant.Names;

    public static TheoryData<string, Action<AutoEncoderEstimator.Options>> Trainings => new()
    {
        { "streamed", options => options.MemoryBudgetInBytes = 20 * InputSize * sizeof(float) },
        { "streamed, with weights",
            options => (options.MemoryBudgetInBytes, options.ExampleWeightColumnName) = (20 * InputSize * sizeof(float), "Weight") },
        { "weights", options => options.ExampleWeightColumnName = "Weight" },
        { "weights and means of the code", options => Variant.Choose("KL sparsity", options).ExampleWeightColumnName = "Weight" },
        { "validation and early stopping", options => options.EarlyStopping = new EarlyStopping() },
        { "decay", options => options.WeightDecay = 0.1f },
        { "clipping", options => options.GradientClipNorm = 0.01f },
        { "clipping without effect", options => options.GradientClipNorm = 1e9f },
    };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Device_trains_as_one_thread_does(string variant) => AssertSame(options => Variant.Choose(variant, options));

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Device_trains_as_one_thread_does_whatever_is_asked(string training, Action<AutoEncoderEstimator.Options> choose)
    {
        Assert.NotNull(training);
        AssertSame(choose);
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait(Speed.Name, Speed.Slow)]
    public void Interrupted_training_ends_with_the_bits_of_an_uninterrupted_one(string variant)
    {
        var expected = Fit(Device, options => Variant.Choose(variant, options));

        Assert.Throws<TimeZoneNotFoundException>(() => Fit(Device, options =>
        {
            Variant.Choose(variant, options).CheckpointPath = _directory.File("checkpoint");
            options.ProgressCallback = metrics => { if (metrics.Epoch == 2) { throw new TimeZoneNotFoundException(); } };
        }));
        var resumed = Fit(Device, options => Variant.Choose(variant, options).CheckpointPath = _directory.File("checkpoint"));

        Assert.Equal(expected.Network.Parameters, resumed.Network.Parameters);
        Assert.Equal(expected.TrainingHistory.Select(metrics => metrics.Loss), resumed.TrainingHistory.Select(metrics => metrics.Loss));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_of_Torch_is_left(string variant)
    {
        Assert.Equal(0, CountsTensors.LeftBy(() => Fit(Device, options => Variant.Choose(variant, options))));
        Assert.Equal(0, CountsTensors.LeftBy(() => Assert.Throws<TimeZoneNotFoundException>(() =>
            Fit(Device, options => Variant.Choose(variant, options).ProgressCallback = _ => throw new TimeZoneNotFoundException()))));
    }

    /// <summary>Torch's device "meta" has shapes and no values, and refuses what is not on it where tensors meet element by
    /// element.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_stays_behind_on_the_host(string variant)
    {
        var options = Variant.Choose(variant, Options());
        // "meta" lacks batch normalisation, the derivatives of losses, dot products, absolute values and rectifiers, none of which need
        // anything from the host.
        options.Activation = Activation.Tanh;
        options.Regularizers = [.. options.Regularizers?.Where(regularizer => regularizer is not L1Sparsity) ?? []];
        var settings = DefaultOptions.OfEstimator.Resolve(options, data: null);
        if (settings.Regularizers.Any(regularizer => regularizer is TopKSparsity))
        {
            Assert.Skip("The units are chosen on the host.");
        }

        if (settings.ImageShape is not null)
        {
            Assert.Skip("\"meta\" lacks convolutions.");
        }

        using var scope = NewDisposeScope();
        var meta = new TrainingDevice(new Device(DeviceType.META), HasOwnMemory: true);
        Assert.ThrowsAny<Exception>(() => zeros(2, 2, device: CPU).mul(zeros(2, 2, device: meta.Torch)));

        var layout = new ParameterLayout(settings.CreateShape(InputSize), new NetworkArchitecture
        {
            TiedWeights = settings.TiedWeights,
            Dropout = settings.Dropout,
            LogVariance = settings.Regularizers.Any(regularizer => regularizer.NeedsLogVariance),
        });
        var objective = new Objective(settings.Loss, settings.Regularizers, settings.OutputActivation);
        var parameters = new FlatTensor(layout.Length, meta);
        var network = new TrainableNetwork(layout, parameters, settings.Loss.TakesLogits);
        var batch = new Batch(8, InputSize, hasWeights: true, objective.CorruptsInput, meta);
        var mode = new TrainingPass(new StepRandom(1, 1, 0, 8, meta));

        batch.Fill(Rows(8, InputSize), 0, 8, place: 0);
        var input = objective.CorruptsInput ? batch.CorruptedRows((_, _) => { }) : batch.Rows;
        var pass = network.Encode(input, mode) with { MeanCode = [0.5f, 0.5f, 0.5f] };
        var total = network.Decode(objective.TransformCode(pass), mode).sum();
        total = objective.Penalties(pass, rowWeights: null, epochs: 1)
            .OfType<Tensor>()
            .Aggregate(total, (sum, penalty) => sum.add(penalty));
        network.Differentiate(total);
        network.CompleteGradients();
        var gradients = network.Gradients.Vector;
        var optimizer = new DeviceAdam(new Adam(layout.TrainableLength, settings), meta);
        optimizer.Update(default, parameters.Vector.narrow(0, 0, layout.TrainableLength), gradients);

        Assert.All(
            new[] { input, batch.Rows, batch.Weights!, total, gradients.norm() },
            tensor => Assert.Equal(DeviceType.META, tensor.device_type));
    }

    // Rows as long as these are copied in more than one part.
    [Theory]
    [InlineData(InputSize)]
    [InlineData(1 << 17)]
    public void Rows_on_the_device_are_those_of_the_batch(int rowSize)
    {
        using var scope = NewDisposeScope();
        var feed = new ShuffledBatches(Rows(5, rowSize), batchSize: 3, seed: 1);
        var onDevice = DeviceRows.TryCreate(feed, Device)!;
        feed.StartEpoch(1);
        while (feed.MoveNext())
        {
            var (expected, weights) = (new float[feed.RowCount * rowSize], new float[feed.RowCount]);
            feed.CopyTo(0, expected, weights);

            var selected = onDevice.SelectOnDevice(0, feed.RowCount);

            Assert.Equal(expected, selected.Rows.data<float>().ToArray());
            Assert.Equal(weights, selected.Weights.data<float>().ToArray());
        }
    }

    /// <summary>No library for such a device is ever there, so there is no memory either.</summary>
    [Fact]
    public void Rows_that_the_device_has_no_memory_for_are_left_on_the_host()
    {
        var before = Tensor.TotalCount;

        Assert.Null(DeviceRows.TryCreate(new ShuffledBatches(Rows(5, InputSize), 3, seed: 1),
            new TrainingDevice(new Device(DeviceType.XLA), HasOwnMemory: true)));

        Assert.Equal(before, Tensor.TotalCount);
    }

    private static RowStore Rows(int count, int rowSize)
    {
        var data = new RowStore(rowSize, hasWeights: true);
        for (var row = 0; row < count; row++)
        {
            data.Add(Enumerable.Repeat(row / 10f, rowSize).ToArray(), 1 + row);
        }

        return data;
    }

    private static AutoEncoderEstimator.Options Options() => new()
    {
        OutputColumnName = "Encoded",
        InputColumnName = "Features",
        HiddenLayerSizes = [8, 5],
        CodeSize = 3,
        CodeActivation = Activation.LeakyReLU(),
        WeightInitialization = WeightInitialization.TorchLinear,
        BatchSize = 16,
        NumberOfEpochs = NumberOfEpochs,
        NumberOfThreads = 1,
        LearningRate = 0.005f,
        ValidationFraction = 0.2f,
        Seed = 1,
    };

    /// <summary>Both round differently, and Adam makes much of it where a gradient is little more than rounding: a parameter may be off by
    /// a hundredth of a single step.</summary>
    private void AssertSame(Action<AutoEncoderEstimator.Options> choose)
    {
        var expected = Fit(TrainingDevice.Cpu, choose);

        var trained = Fit(Device, choose);

        Assert.All(trained.Network.Parameters.Zip(expected.Network.Parameters), pair => Assert.Equal(pair.Second, pair.First, 5e-5f));
        Assert.Equal(NumberOfEpochs, trained.TrainingHistory.Count);
        Assert.All(trained.TrainingHistory.Zip(expected.TrainingHistory), pair =>
        {
            Assert.Equal(pair.Second.ReconstructionLoss, pair.First.ReconstructionLoss, 1e-6);
            Assert.Equal(pair.Second.ValidationLoss!.Value, pair.First.ValidationLoss!.Value, 1e-6);
            Assert.All(pair.Second.Penalties, penalty => Assert.Equal(penalty.Value, pair.First.Penalties[penalty.Key], 1e-6));
        });
    }

    private AutoEncoderTransformer Fit(TrainingDevice device, Action<AutoEncoderEstimator.Options> choose)
    {
        var options = Options();
        choose(options);
        return _mlContext.Transforms.AutoEncoder(options).Train(Data(), validationSet: null, device);
    }

    private IDataView Data() =>
        VectorData.Create(_mlContext, VectorData.Learnable(65, InputSize), [.. Enumerable.Range(0, 65).Select(i => 0.5f + (i % 3))]);
}
