using Microsoft.ML.AutoEncoder.Tests.Variants;
using Microsoft.ML.AutoEncoder.Training;
using Xunit;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Products in bfloat16 train as well as in single precision, and as repeatably.</summary>
[Collection(nameof(CountsTensors))]
public sealed class PrecisionTests : IDisposable
{
    private const int InputSize = 6;

    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _mlContext = new(1);
    private readonly List<string> _log = [];

    public PrecisionTests() => _mlContext.Log += (_, e) => _log.Add(e.Message);

    public static TheoryData<string> Names => Variant.Names;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_variant_trains_and_gives_the_same_bits_each_time(string variant)
    {
        var options = Choose(TrainingPrecision.BFloat16, options => Variant.Choose(variant, options));
        AutoEncoderTransformer model = null!;

        Assert.Equal(0, CountsTensors.LeftBy(() => model = Fit(options)));

        Assert.Equal(model.Network.Parameters, Fit(options).Network.Parameters);
        var single = Fit(Choose(TrainingPrecision.Single, options => Variant.Choose(variant, options)));
        Assert.NotEqual(single.Network.Parameters, model.Network.Parameters);
        Assert.Equal(single.TrainingHistory[^1].Loss, model.TrainingHistory[^1].Loss, 0.05 * single.TrainingHistory[^1].Loss);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Interrupted_training_ends_with_the_bits_of_an_uninterrupted_one(string variant)
    {
        var options = Choose(TrainingPrecision.BFloat16, options => Variant.Choose(variant, options));
        var expected = Fit(options);
        options.CheckpointPath = _directory.File("checkpoint");

        Interrupt(options);

        Assert.Equal(expected.Network.Parameters, Fit(options).Network.Parameters);
    }

    [Theory]
    [InlineData(TrainingPrecision.Single, TrainingPrecision.BFloat16)]
    [InlineData(TrainingPrecision.BFloat16, TrainingPrecision.Single)]
    public void Checkpoint_of_another_precision_is_refused(TrainingPrecision there, TrainingPrecision here)
    {
        void SetPath(AutoEncoderEstimator.Options options) => options.CheckpointPath = _directory.File("checkpoint");
        Interrupt(Choose(there, SetPath));

        var exception = Assert.Throws<InvalidOperationException>(() => Fit(Choose(here, SetPath)));

        Assert.Contains($"it has 'Precision: {there}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"this one has 'Precision: {here}'", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>What counts is what was chosen: small layers are in single precision on every processor.</summary>
    [Fact]
    public void Checkpoint_of_the_precision_that_Auto_stands_for_is_taken()
    {
        void SetPath(AutoEncoderEstimator.Options options) => options.CheckpointPath = _directory.File("checkpoint");
        Interrupt(Choose(TrainingPrecision.Single, SetPath));

        var resumed = Fit(Choose(TrainingPrecision.Auto, SetPath));

        Assert.Equal(Fit(Choose(TrainingPrecision.Single)).Network.Parameters, resumed.Network.Parameters);
    }

    [Fact]
    public void Both_precisions_reconstruct_other_rows_equally_well()
    {
        double Error(TrainingPrecision precision) => Enumerable.Range(1, 3).Average(seed => Fit(Choose(precision, options =>
        {
            (options.Seed, options.NumberOfEpochs) = (seed, 150);
            options.ValidationSet = VectorData.Create(_mlContext, VectorData.Learnable(100, InputSize, seed: 9));
            options.EarlyStopping = null;
        })).TrainingHistory[^1].ValidationLoss!.Value);

        var (single, rounded) = (Error(TrainingPrecision.Single), Error(TrainingPrecision.BFloat16));

        Assert.InRange(rounded / single, 0.98, 1.02);
    }

    [Fact]
    public void What_was_chosen_stands_in_the_log_and_in_the_model()
    {
        var single = Fit(Choose(TrainingPrecision.Auto));
        Assert.Equal("Single", single.TrainingOptions["Precision"]);
        Assert.Contains(_log, line => line.Contains(
            "Matrix products are in single precision, chosen by processor and sizes", StringComparison.Ordinal));
        Assert.DoesNotContain(_log, line => line.Contains("AVX512_BF16", StringComparison.Ordinal));

        var rounded = Fit(Choose(TrainingPrecision.BFloat16));
        Assert.Equal("BFloat16", rounded.TrainingOptions["Precision"]);
        Assert.Contains(_log, line => line.Contains("Matrix products are in bfloat16 precision", StringComparison.Ordinal));
        Assert.Equal(
            !PrecisionChoice.IsFastHere,
            _log.Exists(line => line.Contains("this processor has no instructions for it (AVX512_BF16 or AMX)", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true, 64, 256, TrainingPrecision.BFloat16)]
    [InlineData(false, 64, 256, TrainingPrecision.Single)]
    [InlineData(true, 16, 256, TrainingPrecision.Single)]
    [InlineData(true, 64, 32, TrainingPrecision.Single)]
    public void Auto_goes_by_instructions_rows_and_the_largest_layer(
        bool hasInstructions, int rowsPerThread, int hidden, TrainingPrecision expected) => Assert.Equal(
        expected,
        PrecisionChoice.Choose(
            hasInstructions,
            NetworkShape.OfDenseLayers(
                784,
                [(hidden, Activation.ReLU), (16, Activation.ReLU)],
                [(hidden, Activation.ReLU), (784, Activation.Sigmoid)]),
            rowsPerThread));

    [Fact]
    public void Rounding_and_widening_are_those_of_Torch()
    {
        using var scope = NewDisposeScope();
        var random = new Random(1);
        float[] values =
        [
            .. Enumerable.Range(0, 1_003).Select(_ => BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32))),
            0f, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.Epsilon, 1.00390625f, 1.01171875f,
        ];
        float[] expected = [.. tensor(values).to(ScalarType.BFloat16).to(ScalarType.Float32).data<float>()];
        var rounded = new ushort[values.Length];
        var widened = new float[values.Length];
        float[] sums = [.. Enumerable.Repeat(1f, values.Length)];

        BFloat16Numbers.Round(values, rounded);
        BFloat16Numbers.Widen(rounded, widened);
        BFloat16Numbers.AddTo(rounded, sums);

        Assert.Equal(expected, widened);
        Assert.Equal(expected.Select(value => 1 + value), sums);
    }

    [Fact]
    public void The_optimizer_writes_the_copy_that_products_take()
    {
        var settings = DefaultOptions.OfEstimator.Resolve(Choose(TrainingPrecision.BFloat16), data: null);
        const int count = 2_500 * 64;
        var random = new Random(1);
        float[] gradients = [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        var (expected, parameters, rounded, copy) = (new float[count], new float[count], new ushort[count], new ushort[count]);
        var (first, second) = (new Adam(count, settings), new Adam(count, settings));
        var step = new OptimizerStep(1, 0.01f, 1f);
        first.BeginStep(step);
        second.BeginStep(step);

        first.Update(0, expected, gradients, []);
        second.Update(0, parameters, gradients, rounded);

        Assert.Equal(expected, parameters);
        BFloat16Numbers.Round(parameters, copy);
        Assert.Equal(copy, rounded);
    }

    private static AutoEncoderEstimator.Options Choose(
        TrainingPrecision precision, Action<AutoEncoderEstimator.Options>? change = null)
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
            LearningRate = 0.005f,
            Seed = 1,
            Precision = precision,
        };
        change?.Invoke(options);
        return options;
    }

    private void Interrupt(AutoEncoderEstimator.Options options)
    {
        options.ProgressCallback = metrics => { if (metrics.Epoch == 2) { throw new TimeZoneNotFoundException(); } };
        Assert.Throws<TimeZoneNotFoundException>(() => Fit(options));
        options.ProgressCallback = null;
    }

    private AutoEncoderTransformer Fit(AutoEncoderEstimator.Options options) =>
        _mlContext.Transforms.AutoEncoder(options).Fit(VectorData.Create(
            _mlContext, VectorData.Learnable(65, InputSize), [.. Enumerable.Range(0, 65).Select(i => 0.5f + (i % 3))]));
}
