using Microsoft.ML.AutoEncoder.Training;
using Microsoft.ML.Runtime;
using Xunit;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>What cannot be loaded, or does not fit, is refused before it is trained.</summary>
public sealed class SizeLimitTests
{
    private readonly MLContext _mlContext = new(1);

    public static TheoryData<string, Action<Options>, string> TooLarge => new()
    {
        { "HiddenLayerSizes", options => options.HiddenLayerSizes = [.. Enumerable.Repeat(1, 1_001)],
            "HiddenLayerSizes has 1001 sizes, but must have at most 999." },
        { "DecoderLayerSizes", options => options.DecoderLayerSizes = [.. Enumerable.Repeat(1, 1_000)],
            "DecoderLayerSizes has 1000 sizes, but must have at most 999." },
        { "HiddenLayerSizes", options => options.HiddenLayerSizes = [4, (1 << 24) + 1],
            "HiddenLayerSizes gives a layer 16777217 values, but it must have at most 16777216." },
        { "CodeSize", options => options.CodeSize = int.MaxValue,
            "CodeSize gives a layer 2147483647 values, but it must have at most 16777216." },
    };

    [Theory]
    [MemberData(nameof(TooLarge))]
    public void Network_that_cannot_be_loaded_is_refused_with_its_options(string name, Action<Options> spoil, string message)
    {
        var options = new Options { OutputColumnName = "Code" };
        spoil(options);

        var exception = Assert.Throws<ArgumentOutOfRangeException>(name, () => _mlContext.Transforms.AutoEncoder(options));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Largest_number_of_layers_is_trained_and_loaded()
    {
        var data = VectorData.Create(_mlContext, VectorData.Learnable(2, 1));
        var model = _mlContext.Transforms.AutoEncoder(new Options
        {
            OutputColumnName = "Features",
            HiddenLayerSizes = [.. Enumerable.Repeat(1, 999)],
            DecoderLayerSizes = [],
            CodeSize = 1,
            NumberOfEpochs = 1,
        }).Fit(data);

        Assert.IsType<AutoEncoderTransformer>(TinyAutoEncoder.SaveAndLoad(model, data.Schema));
    }

    [Theory]
    [InlineData(100_000_000, 1, false, 5_368_709)]
    [InlineData(100_000_000, 8, true, 21_474_835)]
    public void Batch_that_no_span_can_hold_names_its_option_and_the_input(int rows, int threads, bool isStreamed, int possible)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Check(rows, threads, isStreamed));

        Assert.StartsWith("BatchSize is 2,147,483,647, which makes batches of 100,000,000 rows. With 100 inputs", exception.Message);
        Assert.Contains($"a batch may have at most {possible:#,0} rows on {threads} thread(s)".Replace('.', ','), exception.Message);
        Check(possible, threads, isStreamed);
    }

    [Fact]
    public void Detector_refuses_a_code_whose_covariance_is_too_large()
    {
        var options = new AutoEncoderAnomalyTrainer.Options { AutoEncoder = { CodeSize = 50_000 } };

        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            "AutoEncoder.CodeSize", () => _mlContext.AnomalyDetection.Trainers.AutoEncoder(options));

        Assert.StartsWith(
            "AutoEncoder.CodeSize is 50000, but must be at most 4096 where Measures is not ReconstructionError", exception.Message);
        options.Measures = AnomalyMeasures.ReconstructionError;
        Assert.NotNull(_mlContext.AnomalyDetection.Trainers.AutoEncoder(options));
    }

    private void Check(int batchSize, int threadCount, bool isStreamed)
    {
        var settings = DefaultOptions.OfEstimator.Resolve(
            new Options { OutputColumnName = "Code", BatchSize = int.MaxValue, Seed = 1 }, data: null);
        BatchLimit.Check(
            ((IHostEnvironment)_mlContext).Register("test"),
            settings,
            settings.CreateShape(100),
            batchSize,
            threadCount,
            labelOutputSize: 0,
            isStreamed);
    }
}
