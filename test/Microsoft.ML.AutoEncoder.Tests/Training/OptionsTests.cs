using Xunit;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Options are checked when the estimator is created, and frozen there.</summary>
public sealed class OptionsTests
{
    private readonly MLContext _mlContext = new(1);

    public static TheoryData<string, Action<Options>, string> BadOptions => new()
    {
        { "OutputColumnName", options => options.OutputColumnName = null, "OutputColumnName must be a name." },
        { "OutputColumnName", options => options.OutputColumnName = " ", "OutputColumnName is empty, but must be a name." },
        { "InputColumnName", options => options.InputColumnName = "",
            "InputColumnName is empty, but must be a name, or null for the default." },
        { "SlotErrorColumnName", options => options.SlotErrorColumnName = " ",
            "SlotErrorColumnName is empty, but must be a name, or null for the default." },
        { "ReconstructionColumnName", options => options.ReconstructionColumnName = "Code",
            "OutputColumnName and ReconstructionColumnName are both 'Code'. Each column needs a name of its own." },
        { "HiddenLayerSizes", options => options.HiddenLayerSizes = [4, 0],
            "HiddenLayerSizes is [4, 0], but must be sizes of at least 1." },
        { "CodeSize", options => options.CodeSize = 0, "CodeSize is 0, but must be at least 1." },
        { "CodeSize", options => options.CodeSize = -3, "CodeSize is -3, but must be at least 1." },
        { "NumberOfEpochs", options => options.NumberOfEpochs = 0, "NumberOfEpochs is 0, but must be at least 1." },
        { "BatchSize", options => options.BatchSize = 0, "BatchSize is 0, but must be at least 1." },
        { "LearningRate", options => options.LearningRate = 0, "LearningRate is 0, but must be positive and finite." },
        { "LearningRate", options => options.LearningRate = float.NaN, "LearningRate is NaN, but must be positive and finite." },
        { "LearningRate", options => options.LearningRate = float.PositiveInfinity,
            "LearningRate is Infinity, but must be positive and finite." },
        { "NumberOfThreads", options => options.NumberOfThreads = 0, "NumberOfThreads is 0, but must be at least 1, or null." },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Bad_option_is_refused_by_name(string name, Action<Options> spoil, string message)
    {
        var options = new Options { OutputColumnName = "Code" };
        spoil(options);

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Transforms.AutoEncoder(options));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_options_out_of_range_are_refused_at_once()
    {
        var options = new Options { OutputColumnName = "Code", CodeSize = 0, LearningRate = -1, Regularizers = [null!] };

        var exception = Assert.Throws<ArgumentOutOfRangeException>("CodeSize", () => _mlContext.Transforms.AutoEncoder(options));

        Assert.StartsWith(
            "CodeSize is 0, but must be at least 1. Regularizers is a list with a null, but must be a list of regularizers. " +
            "LearningRate is -1, but must be positive and finite.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Null_options_are_refused() =>
        Assert.Throws<ArgumentNullException>(() => _mlContext.Transforms.AutoEncoder((Options)null!));

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1.1f)]
    [InlineData(float.NaN)]
    public void Bad_slope_is_refused(float slope) => Assert.Throws<ArgumentOutOfRangeException>("slope", () => Activation.LeakyReLU(slope));

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void Bad_alpha_is_refused(float alpha) => Assert.Throws<ArgumentOutOfRangeException>("alpha", () => Activation.ELU(alpha));

    [Fact]
    public void Activations_are_equal_by_kind_and_parameter()
    {
        Assert.Equal(Activation.LeakyReLU(0.2f), Activation.LeakyReLU());
        Assert.NotEqual(Activation.LeakyReLU(0.1f), Activation.LeakyReLU());
        Assert.NotEqual(Activation.ReLU, Activation.LeakyReLU(0f));
        Assert.Equal("LeakyReLU(0.2)", Activation.LeakyReLU().ToString());
        Assert.Equal("Sigmoid", Activation.Sigmoid.ToString());
    }

    [Fact]
    public void Options_changed_after_the_estimator_was_created_have_no_effect()
    {
        var options = new Options { OutputColumnName = "Features", CodeSize = 2, HiddenLayerSizes = [3], NumberOfEpochs = 2, Seed = 1 };
        var estimator = _mlContext.Transforms.AutoEncoder(options);
        var data = VectorData.Create(_mlContext, VectorData.Learnable(10, 4));
        var expected = estimator.Fit(data);

        options.CodeSize = 7;
        options.HiddenLayerSizes![0] = 9;
        options.NumberOfEpochs = 5;
        options.Seed = 2;
        options.OutputColumnName = "Other";

        Assert.Equal(expected.Network.Parameters, estimator.Fit(data).Network.Parameters);
    }

    [Fact]
    public void Default_network_is_the_reference_network()
    {
        var model = _mlContext.Transforms.AutoEncoder("Features", numberOfEpochs: 1)
            .Fit(VectorData.Create(_mlContext, VectorData.Learnable(2, 784)));

        var leaky = Activation.LeakyReLU(0.2f);
        Assert.Equal<Layer>([new DenseLayer(784, 256, leaky), new DenseLayer(256, 128, leaky), new DenseLayer(128, 64, leaky)], model.Network.Shape.Encoder);
        Assert.Equal<Layer>([new DenseLayer(64, 128, leaky), new DenseLayer(128, 256, leaky), new DenseLayer(256, 784, Activation.Sigmoid)], model.Network.Shape.Decoder);
    }

    [Fact]
    public void Network_too_large_for_memory_is_refused_by_size()
    {
        var estimator = _mlContext.Transforms.AutoEncoder(
            new Options { OutputColumnName = "Features", HiddenLayerSizes = [1 << 20], CodeSize = 1 << 12 });

        var exception = Assert.Throws<InvalidOperationException>(
            () => estimator.Fit(VectorData.Create(_mlContext, VectorData.Learnable(2, 4))));

        Assert.Matches(
            @"^For 4 inputs the network would have [\d,]+ parameters, more than the possible 536,870,911\. " +
            @"Make HiddenLayerSizes or CodeSize smaller\.$",
            exception.Message);
    }

    [Fact]
    public void Seed_decides_the_model_and_the_context_decides_the_seed()
    {
        var data = VectorData.Create(_mlContext, VectorData.Learnable(20, 4));

        Assert.Equal(Parameters(new MLContext(), seed: 1), Parameters(new MLContext(), seed: 1));
        Assert.NotEqual(Parameters(new MLContext(), seed: 1), Parameters(new MLContext(), seed: 2));
        Assert.Equal(Parameters(new MLContext(3), seed: null), Parameters(new MLContext(3), seed: null));
        Assert.NotEqual(Parameters(new MLContext(3), seed: null), Parameters(new MLContext(4), seed: null));

        float[] Parameters(MLContext mlContext, int? seed) =>
            mlContext.Transforms.AutoEncoder("Features", codeSize: 2, numberOfEpochs: 2, seed: seed).Fit(data).Network.Parameters;
    }
}
