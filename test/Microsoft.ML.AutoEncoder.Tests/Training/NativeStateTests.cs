using TorchSharp;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Nothing of Torch outlives a fit, and what belongs to the process is left as it was found.</summary>
[Collection(nameof(CountsTensors))]
public sealed class NativeStateTests
{
    private readonly MLContext _mlContext = new(1);

    public static TheoryData<Activation> Activations =>
    [
        Activation.LeakyReLU(), Activation.ReLU, Activation.ELU(), Activation.GELU, Activation.Tanh, Activation.Sigmoid,
        Activation.Identity,
        Activation.SELU, Activation.SiLU, Activation.Softplus,
    ];

    [Theory]
    [MemberData(nameof(Activations), DisableDiscoveryEnumeration = true)]
    public void No_tensor_outlives_a_fit(Activation activation) => Assert.Equal(0, CountsTensors.LeftBy(() => Fit(new()
    {
        OutputColumnName = "Features",
        Activation = activation,
        CodeActivation = activation,
        OutputActivation = activation,
        GradientClipNorm = 1,
        WeightDecay = 0.01f,
        ValidationFraction = 0.2f,
    })));

    [Fact]
    public void No_tensor_outlives_a_fit_that_fails_in_the_middle() => Assert.Equal(0, CountsTensors.LeftBy(() =>
        Assert.Throws<TimeZoneNotFoundException>(() => Fit(new()
        {
            OutputColumnName = "Features",
            ProgressCallback = metrics => { if (metrics.Epoch == 2) { throw new TimeZoneNotFoundException(); } },
        }))));

    [Fact]
    public void No_tensor_outlives_a_fit_that_diverges()
    {
        var rows = VectorData.Learnable(20, 3);
        rows[0][0] = 1e30f;

        Assert.Equal(0, CountsTensors.LeftBy(() =>
            Assert.Throws<InvalidOperationException>(
                () => Fit(
                    new() { OutputColumnName = "Features", OutputActivation = Activation.Identity, InputScaling = InputScaling.None },
                    rows))));
    }

    [Fact]
    public void No_tensor_outlives_a_fit_that_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var epochs = 0;

        Assert.Equal(0, CountsTensors.LeftBy(() => Assert.ThrowsAny<OperationCanceledException>(() => Fit(new()
        {
            OutputColumnName = "Features",
            CancellationToken = cancellation.Token,
            ProgressCallback = _ =>
            {
                epochs++;
                cancellation.Cancel();
            },
        }))));

        Assert.Equal(1, epochs);
    }

    [Fact]
    public void A_tensor_left_to_the_garbage_collector_is_counted() => Assert.Equal(1, CountsTensors.LeftBy(() => torch.ones(3)));

    [Fact]
    public void Cancellation_before_the_start_reads_nothing()
    {
        Assert.ThrowsAny<OperationCanceledException>(
            () => Fit(new() { OutputColumnName = "Features", CancellationToken = new(canceled: true) }));
    }

    [Fact]
    public void Scoring_creates_no_tensor()
    {
        var model = Fit(new() { OutputColumnName = "Features" });
        var before = torch.Tensor.PeakCount;

        model.Encode(new float[model.InputSize], new float[model.CodeSize]);

        Assert.Equal(before, torch.Tensor.PeakCount);
    }

    [Fact]
    public void Global_generator_threads_type_and_gradient_mode_are_left_as_found()
    {
        torch.random.manual_seed(17);
        using var expectedState = torch.get_rng_state();
        var threads = torch.get_num_threads();
        using var noGradients = torch.no_grad();

        Fit(new() { OutputColumnName = "Features" });
        Assert.False(torch.is_grad_enabled());
        Assert.Throws<TimeZoneNotFoundException>(() => Fit(new()
        {
            OutputColumnName = "Features",
            ProgressCallback = _ => throw new TimeZoneNotFoundException(),
        }));

        using var state = torch.get_rng_state();
        Assert.Equal(expectedState.data<byte>().ToArray(), state.data<byte>().ToArray());
        Assert.Equal(threads, torch.get_num_threads());
        Assert.False(torch.is_grad_enabled());
    }

    [Fact]
    public void Default_type_of_the_application_does_not_matter()
    {
        var expected = Fit(new() { OutputColumnName = "Features", Seed = 5 }).TrainingHistory[^1].ReconstructionLoss;
        torch.set_default_dtype(torch.ScalarType.Float64);
        try
        {
            Assert.Equal(expected, Fit(new() { OutputColumnName = "Features", Seed = 5 }).TrainingHistory[^1].ReconstructionLoss);
        }
        finally
        {
            torch.set_default_dtype(torch.ScalarType.Float32);
        }
    }

    [Fact]
    public void Dispose_scope_of_the_application_gets_none_of_our_tensors()
    {
        using var scope = torch.NewDisposeScope();

        Fit(new() { OutputColumnName = "Features" });

        Assert.Equal(0, scope.DisposablesCount);
    }

    private AutoEncoderTransformer Fit(AutoEncoderEstimator.Options options, float[][]? rows = null)
    {
        options.HiddenLayerSizes = [4];
        options.CodeSize = 2;
        options.BatchSize = 8;
        options.NumberOfEpochs = 3;
        return _mlContext.Transforms.AutoEncoder(options).Fit(VectorData.Create(_mlContext, rows ?? VectorData.Learnable(20, 3)));
    }
}
