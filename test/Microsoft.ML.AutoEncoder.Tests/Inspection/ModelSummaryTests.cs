using System.Globalization;
using Microsoft.ML.AutoEncoder.Tests.Continuing;
using Microsoft.ML.AutoEncoder.Tests.Variants;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Inspection;

/// <summary>A model tells what is in it, in one line or in a text of 80 columns.</summary>
public sealed class ModelSummaryTests
{
    private const int Width = 80;

    private readonly IDataView _data = ContinuedTraining.Data(20);

    [Fact]
    public void One_line_has_sizes_and_parameters()
    {
        var shape = NetworkShape.OfDenseLayers(
            784,
            [(256, Activation.LeakyReLU()), (128, Activation.LeakyReLU()), (64, Activation.LeakyReLU())],
            [(128, Activation.LeakyReLU()), (256, Activation.LeakyReLU()), (784, Activation.Sigmoid)]);

        var epoch = new EpochMetrics
        {
            Epoch = 1,
            ReconstructionLoss = 1,
            LearningRate = 1,
            RowsPerSecond = 1,
            Elapsed = TimeSpan.Zero,
            ExplainedVariance = 0.917,
        };
        Assert.Equal("784 → 256 → 128 → 64 → 128 → 256 → 784, 484,944 parameters", ModelLine.Of(shape, fittedEpoch: null));
        Assert.Equal("784 → 256 → 128 → 64 → 128 → 256 → 784, 484,944 parameters, explains 91.7 %", ModelLine.Of(shape, epoch));
    }

    [Fact]
    public void Transformer_decoder_and_detector_say_it()
    {
        var model = ContinuedTraining.Fit(_data);
        var detector = TinyAnomalyDetector.Fit(new SyntheticData().Dense).Model;

        Assert.Matches(@"^6 → 8 → 5 → 3 → 5 → 8 → 6, 241 parameters, explains -?[\d.]+ %$", model.ToString());
        Assert.Equal("3 → 5 → 8 → 6, 122 parameters", model.CreateDecoder("Decoded").ToString());
        Assert.Matches(@"^6 → 5 → 3 → 5 → 6, 109 parameters, explains -?[\d.]+ %$", detector.ToString());
        model.Dispose();
        Assert.Equal("AutoEncoderTransformer (disposed)", model.ToString());
        Assert.Throws<ObjectDisposedException>(model.Summary);
    }

    [Fact]
    public void Summary_has_layers_options_and_history()
    {
        var model = ContinuedTraining.Fit(_data, options =>
            (options.InputScaling, options.ValidationFraction) = (InputScaling.PerSlot, 0.2f), epochs: 2);

        var lines = Lines(ContinuedTraining.SaveAndLoad(model, _data).Summary());

        Assert.Equal(model.ToString(), lines[0]);
        Assert.Equal(
            [
                "Layer      Activation      Shape  Parameters",
                "encoder.0  LeakyReLU(0.2)  6 → 8          56",
                "encoder.1  LeakyReLU(0.2)  8 → 5          45",
                "encoder.2  Identity        5 → 3          18",
                "decoder.0  LeakyReLU(0.2)  3 → 5          20",
                "decoder.1  LeakyReLU(0.2)  5 → 8          48",
                "decoder.2  Identity        8 → 6          54",
                "all                                      241",
            ],
            lines[2..10]);
        Assert.Contains("The parameters take 964 bytes.", lines);
        Assert.Contains(lines, line => line.StartsWith("The input was scaled in training", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("It keeps the state of its training after 2 steps", StringComparison.Ordinal));
        Assert.Contains(lines, line => Words(line) is ["HiddenLayerSizes", "8,", "5"]);
        Assert.Contains(lines, line => Words(line) is ["InputScaling", "PerSlot"]);
        Assert.Equal(["Epoch", "Loss", "Reconstruction", "Validation", "Explains", "Rate", "Seconds"], Words(lines[^3]));
        Assert.Equal(["1", "2"], lines[^2..].Select(line => Words(line)[0]));
        Assert.Equal(8, Words(lines[^1]).Length);
    }

    [Theory]
    [InlineData("sparse, denoising, contractive")]
    [InlineData("everything else")]
    public void Summary_fits_the_width_under_every_culture(string variant)
    {
        var model = ContinuedTraining.Fit(_data, options =>
        {
            Variant.Choose(variant, options);
            options.HiddenLayerSizes = [.. Enumerable.Repeat(3, 40)];
        }, epochs: 20);
        var expected = model.Summary();
        var before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", "'");
            CultureInfo.CurrentCulture = culture;

            Assert.Equal(expected, model.Summary());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.All(Lines(expected), line => Assert.InRange(line.Length, 0, Width));
        Assert.Contains(Lines(expected), line => line.Trim() == "…");
        Assert.Equal(["20"], Lines(expected)[^1..].Select(line => Words(line)[0]));
    }

    [Fact]
    public void Names_and_values_of_any_length_are_wrapped()
    {
        var shape = NetworkShape.OfDenseLayers(2, [(1, Activation.Identity)], [(2, Activation.Identity)]);
        var options = new Dictionary<string, string>
        {
            [new string('n', 300)] = new string('z', 300),
            ["line\nfeed"] = string.Join(", ", Enumerable.Range(0, 100)),
        };

        var lines = Lines(ModelSummary.Of(shape, new TrainingRecord([], options, null, null)));

        Assert.All(lines, line => Assert.InRange(line.Length, 0, Width));
        Assert.Equal(300, lines.Sum(line => line.Count(character => character == 'z')));
        Assert.Contains(lines, line => line.StartsWith("line feed ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_shapes_scoring_is_said()
    {
        var topK = ContinuedTraining.Fit(_data, options => Variant.Choose("top-k", options));
        var variational = ContinuedTraining.Fit(_data, options => Variant.Choose("variational", options));
        var detector = TinyAnomalyDetector.Fit(new SyntheticData().Dense).Model;

        Assert.Contains("Of a code the 2 largest of 3 values are kept; the others are 0.", Lines(topK.Summary()));
        Assert.Contains("Codes follow the standard normal distribution: rows can be generated.", Lines(variational.Summary()));
        Assert.Contains(Lines(detector.Summary()), line => line.StartsWith("Rows with a score above ", StringComparison.Ordinal));
        Assert.Contains("The input is taken as it is.", Lines(topK.Summary()));
    }

    [Fact]
    public void A_network_that_was_trained_elsewhere_says_so()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.File("model.onnx");
        ContinuedTraining.Fit(_data).SaveAsOnnx(path);

        var imported = new MLContext().Transforms.AutoEncoderFromOnnx("Encoded", "Features", path).Fit(_data);

        Assert.Empty(imported.TrainingOptions);
        Assert.Empty(imported.TrainingHistory);
        Assert.Contains("It was trained elsewhere: its options and its history are not known.", Lines(imported.Summary()));
    }

    [Fact]
    public void Options_are_told_with_what_stood_for_null()
    {
        var options = ContinuedTraining.Fit(_data).TrainingOptions;

        Assert.Equal("8, 5", options["HiddenLayerSizes"]);
        Assert.Equal("5, 8", options["DecoderLayerSizes"]);
        Assert.Equal("0.003", options["LearningRate"]);
        Assert.Equal("ConstantSchedule", options["LearningRateSchedule"]);
        Assert.Equal("2", options["NumberOfThreads"]);
        Assert.Equal("5", options["NumberOfEpochs"]);
        Assert.Equal("none", options["Regularizers"]);
        Assert.DoesNotContain("OutputColumnName", options.Keys);
    }

    private static string[] Lines(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return text[..^1].Split('\n');
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
