using Microsoft.ML.AutoEncoder.Training;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>Rows that are mostly zeros train as they would if they were not.</summary>
[Collection(nameof(CountsTensors))]
public sealed class SparseTrainingTests : IDisposable
{
    private const int Narrow = 80;

    // More than a tile of the loss and a band of the weights, and no multiple of either.
    private const int Wide = 9_001;

    /// <summary>Copies all rows and multiplies whole matrices.</summary>
    private static readonly TrainingDevice DenseDevice = TrainingDevice.Cpu with { HasOwnMemory = true };

    private readonly MLContext _mlContext = new(1);
    private readonly TemporaryDirectory _directory = new();

    /// <summary>Noise that knows pixels changes zeros, so rows with it are dense.</summary>
    public static TheoryData<string> Names => [.. Variant.Names.Select(name => name.Data).Where(name => !ChangesImages(name))];

    /// <summary>Images have no weights for each pixel, so they pass over nothing.</summary>
    public static TheoryData<string> WideNames => [.. Names.Select(name => name.Data).Where(name => !IsOfImages(name))];

    public static TheoryData<string, Action<AutoEncoderEstimator.Options>> Trainings => new()
    {
        { "streamed", options => options.MemoryBudgetInBytes = 2_000 },
        { "streamed and scaled", options =>
            (options.MemoryBudgetInBytes, options.InputScaling, options.OutputActivation) =
            (2_000, InputScaling.Overall, Activation.Identity) },
        { "weights", options => options.ExampleWeightColumnName = "Weight" },
        { "scaled as a whole", options =>
            (options.InputScaling, options.OutputActivation) = (InputScaling.Overall, Activation.Identity) },
        { "scaled slot by slot", options =>
            (options.InputScaling, options.OutputActivation) = (InputScaling.PerSlot, Activation.Identity) },
        { "streamed, scaled slot by slot", options =>
            (options.MemoryBudgetInBytes, options.InputScaling, options.OutputActivation) =
            (6_000, InputScaling.PerSlot, Activation.Identity) },
        { "clipping", options => options.GradientClipNorm = 0.01f },
        { "a first layer that registers do not divide", options => options.HiddenLayerSizes = [7] },
        { "no hidden layers", options => options.HiddenLayerSizes = [] },
    };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_variant_trains_as_on_dense_rows(string variant) =>
        AssertSame(Narrow, options =>
        {
            Variant.Choose(variant, options);
            options.ImageShape = options.ImageShape is { } shape
                ? new ImageShape(8, Narrow / 8 / shape.Channels, shape.Channels, shape.Order)
                : null;
        });

    [Theory]
    [MemberData(nameof(WideNames))]
    public void Every_variant_trains_as_on_dense_rows_where_they_are_wide(string variant) =>
        AssertSame(Wide, options => Variant.Choose(variant, options));

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Whatever_is_asked_is_as_on_dense_rows(string training, Action<AutoEncoderEstimator.Options> choose)
    {
        Assert.NotNull(training);
        AssertSame(Narrow, choose);
        AssertSame(Wide, choose);
    }

    [Theory]
    [InlineData(Narrow, 1)]
    [InlineData(Narrow, 2)]
    [InlineData(Wide, 2)]
    public void Dense_and_sparse_vectors_give_the_same_bits_each_time(int size, int threads)
    {
        float[] Train(bool isSparse) =>
            Fit(TrainingDevice.Cpu, size, options => options.NumberOfThreads = threads, isSparse).Network.Parameters;

        var expected = Train(isSparse: false);

        Assert.Equal(expected, Train(isSparse: false));
        Assert.Equal(expected, Train(isSparse: true));
    }

    [Fact]
    public void Interrupted_training_ends_with_the_bits_of_an_uninterrupted_one()
    {
        static void Stop(EpochMetrics metrics)
        {
            if (metrics.Epoch == 2)
            {
                throw new TimeZoneNotFoundException();
            }
        }

        var expected = Fit(TrainingDevice.Cpu, Wide, _ => { });
        var path = _directory.File("checkpoint");

        Assert.Throws<TimeZoneNotFoundException>(() => Fit(
            TrainingDevice.Cpu, Wide, options => (options.CheckpointPath, options.ProgressCallback) = (path, Stop), isSparse: true));

        Assert.Equal(
            expected.Network.Parameters, Fit(TrainingDevice.Cpu, Wide, options => options.CheckpointPath = path).Network.Parameters);
    }

    [Fact]
    public void Nothing_of_Torch_is_left() =>
        Assert.Equal(0, CountsTensors.LeftBy(() => Fit(TrainingDevice.Cpu, Wide, _ => { })));

    [Fact]
    public void Zeros_are_passed_over_where_there_are_many()
    {
        var settings = DefaultOptions.OfEstimator.Resolve(Options(), data: null);
        var objective = new Objective(settings.Loss, [], Activation.Sigmoid);

        SparseUse Choose(int size, double density, InputScale? scale = null) =>
            SparseUse.Choose(new ParameterLayout(settings.CreateShape(size), settings.Architecture), density, scale, objective);

        Assert.Equal(new SparseUse(Input: true, Output: false), Choose(Narrow, 0.1));
        Assert.Equal(new SparseUse(Input: true, Output: true), Choose(Wide, 0.1));
        Assert.Equal(default, Choose(Wide, 0.5));
        Assert.Equal(default, Choose(20, 0.1));
        Assert.Equal(default, Choose(2, 0.1, new InputScale([1, 0], [1, 1])));
    }

    [Fact]
    public void Sparse_rows_take_the_memory_of_their_values()
    {
        var store = new RowStore(50_000, hasWeights: false);
        for (var i = 0; i < 1_000; i++)
        {
            store.Add(new InputRow([.. Enumerable.Range(i, 100)], [.. Enumerable.Repeat(1f, 100)]), 1);
        }

        Assert.InRange(store.ByteCount, 800_000, 900_000);
    }

    private static AutoEncoderEstimator.Options Options() => new()
    {
        OutputColumnName = "Encoded",
        InputColumnName = "Features",
        HiddenLayerSizes = [8, 5],
        CodeSize = 3,
        CodeActivation = Activation.LeakyReLU(),
        WeightInitialization = WeightInitialization.TorchLinear,
        InputScaling = InputScaling.None,
        OutputActivation = Activation.Sigmoid,
        BatchSize = 26,
        NumberOfEpochs = 3,
        NumberOfThreads = 1,
        LearningRate = 0.005f,
        ValidationFraction = 0.2f,
        Seed = 1,
    };

    private static bool IsOfImages(string variant) => Variant.Choose(variant, Options()).ImageShape is not null;

    private static bool ChangesImages(string variant) =>
        Variant.Choose(variant, Options()).Regularizers?.Any(regularizer => regularizer.ImageShapes.Any()) == true;

    /// <summary>Both round differently, and Adam's first steps are as long for a gradient that is little more than rounding as for any:
    /// single parameters of thousands may go another way.</summary>
    private void AssertSame(int size, Action<AutoEncoderEstimator.Options> choose)
    {
        var expected = Fit(DenseDevice, size, choose);

        var trained = Fit(TrainingDevice.Cpu, size, choose, isSparse: true);

        float[] distances =
            [.. trained.Network.Parameters.Zip(expected.Network.Parameters, (actual, wanted) => Math.Abs(actual - wanted)).Order()];
        Assert.InRange(distances[(int)(0.998 * distances.Length)], 0, 1e-5f);
        Assert.InRange(distances[^1], 0, 5e-3f);
        Assert.All(trained.TrainingHistory.Zip(expected.TrainingHistory), pair =>
        {
            Assert.Equal(pair.Second.ReconstructionLoss, pair.First.ReconstructionLoss, 1e-6);
            Assert.Equal(pair.Second.ValidationLoss!.Value, pair.First.ValidationLoss!.Value, 1e-6);
            Assert.Equal(pair.Second.ExplainedVariance!.Value, pair.First.ExplainedVariance!.Value, 1e-5);
            Assert.All(pair.Second.Penalties, penalty => Assert.Equal(penalty.Value, pair.First.Penalties[penalty.Key], 1e-6));
        });
    }

    private AutoEncoderTransformer Fit(
        TrainingDevice device, int size, Action<AutoEncoderEstimator.Options> choose, bool isSparse = false)
    {
        var options = Options();
        choose(options);
        return _mlContext.Transforms.AutoEncoder(options).Train(Data(size, isSparse), validationSet: null, device);
    }

    /// <summary>Rows with a bump of eight values, which hidden causes place; some rows are dense all the same.</summary>
    private IDataView Data(int size, bool isSparse)
    {
        var random = new Random(1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        return _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 65).Select(Create).ToArray(), schema);

        Row Create(int number)
        {
            var (start, count) = (random.Next(size / 2), number % 20 == 3 ? size / 2 : 8);
            int[] indices = [.. Enumerable.Range(start, count)];
            float[] values = [.. indices.Select(_ => 0.2f + (0.8f * random.NextSingle()))];
            var sparse = new VBuffer<float>(size, count, values, indices);
            return new Row
            {
                Features = isSparse ? sparse : new VBuffer<float>(size, [.. sparse.DenseValues()]),
                Weight = 0.5f + (number % 3),
                Class = (uint)(number % 3),
                Truth = number % 2 == 0,
                Number = number % 4 == 0 ? float.NaN : number,
            };
        }
    }

    private sealed class Row
    {
        public VBuffer<float> Features;

        public float Weight;

        [KeyType(2)]
        public uint Class;

        public bool Truth;

        public float Number;
    }
}
