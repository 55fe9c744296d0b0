using Microsoft.ML.AutoEncoder.Training;
using Xunit;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>What options that are null stand for once the data are known.</summary>
public sealed class DefaultsByDataTests
{
    [Theory]
    [InlineData(60_000, 784, 10)]
    [InlineData(600_000, 784, 10)]
    [InlineData(5_000, 784, 118)]
    [InlineData(1_297, 64, 427)]
    [InlineData(100, 4, 4_690)]
    public void Few_rows_are_read_more_often(int rowCount, int inputSize, int epochs) =>
        Assert.Equal(epochs, Fill(new Options(), rowCount, inputSize).NumberOfEpochs);

    [Fact]
    public void A_wide_network_on_few_rows_has_a_limit()
    {
        var options = Fill(new Options { CodeSize = 16 }, rowCount: 1_000, inputSize: 50_000, density: 0.002);

        Assert.InRange(options.NumberOfEpochs!.Value, 10, 1_000);
        Assert.Equal(10, Fill(new Options { HiddenLayerSizes = [1_000] }, rowCount: 20_000, inputSize: 50_000).NumberOfEpochs);
    }

    [Fact]
    public void Epochs_that_are_given_mean_what_they_say() =>
        Assert.Equal(3, Fill(new Options { NumberOfEpochs = 3 }, 100, 4).NumberOfEpochs);

    [Fact]
    public void Validation_rows_end_training_early_unless_epochs_are_given()
    {
        Assert.Equal(11, Fill(new Options(), 5_000, 784, hasValidation: true).EarlyStopping!.Patience);
        Assert.Null(Fill(new Options { NumberOfEpochs = 10 }, 5_000, 784, hasValidation: true).EarlyStopping);
        Assert.Null(Fill(new Options(), 5_000, 784).EarlyStopping);
    }

    [Theory]
    [InlineData(60_000, 784, 64, new[] { 256, 128 })]
    [InlineData(9_800, 16, 8, new[] { 64, 32 })]
    [InlineData(1_297, 64, 16, new[] { 64, 32 })]
    [InlineData(10_000, 180, 90, new[] { 256, 128 })]
    [InlineData(10_000, 180, 150, new[] { 256 })]
    [InlineData(1_561, 180, 90, new int[0])]
    [InlineData(2, 784, 64, new int[0])]
    public void Hidden_layers_follow_from_width_and_rows(int rowCount, int inputSize, int codeSize, int[] expected) =>
        Assert.Equal(expected, Fill(new Options { CodeSize = codeSize }, rowCount, inputSize).HiddenLayerSizes!);

    [Fact]
    public void Columns_of_layers_fix_their_number()
    {
        var filled = Fill(new Options { LayerColumns = [new("Wide", 1)] }, 2, 4);

        Assert.Equal([256, 128], filled.HiddenLayerSizes!);
        Assert.Empty(filled.Regularizers!);
    }

    [Theory]
    [InlineData(0f, 1f, 1.0, InputScaling.None, "Sigmoid")]
    [InlineData(-0.5f, 1f, 1.0, InputScaling.PerSlot, "Identity")]
    [InlineData(0f, 255f, 0.2, InputScaling.PerSlot, "Identity")]
    [InlineData(0f, 1f, 0.01, InputScaling.Overall, "Identity")]
    [InlineData(0f, 90f, 0.01, InputScaling.Overall, "Identity")]
    public void Scaling_follows_from_range_and_density(float minimum, float maximum, double density, InputScaling scaling, string output)
    {
        var options = DefaultOptions.OfEstimator.Fill(new Options(), new DataProfile(20, 1_000, minimum, maximum, density, false));

        Assert.Equal(scaling, options.InputScaling);
        Assert.Equal(output, options.OutputActivation!.ToString());
    }

    [Theory]
    [InlineData(60_000, 784, 1f, true)]
    [InlineData(1_561, 180, 1f, true)]
    [InlineData(2_230, 180, 1f, true)]
    [InlineData(3_000, 180, 1f, false)]
    [InlineData(60_000, 200, 1f, false)]
    [InlineData(60_000, 784, 255f, false)]
    public void Noise_is_added_to_images_and_to_few_rows(int rowCount, int inputSize, float maximum, bool isAdded)
    {
        var data = new DataProfile(inputSize, rowCount, 0, maximum, 0.2, false);

        Assert.Equal(isAdded ? 1 : 0, DefaultOptions.OfEstimator.Fill(new Options(), data).Regularizers!.Count);
        Assert.Empty(DefaultOptions.OfEstimator.Fill(new Options { Regularizers = [] }, data).Regularizers!);
        Assert.Empty(DefaultOptions.OfDetector.Fill(new Options(), data).Regularizers!);
    }

    [Fact]
    public void The_detector_sees_no_image_twice()
    {
        var data = new DataProfile(784, 1_000, 0, 1, 0.2, false) { FindImages = () => new ImageShape(28, 28) };

        Assert.StartsWith(
            "Augmentation(change: DistortionCorruption(image: 28×28×1",
            Assert.Single(DefaultOptions.OfDetector.Fill(new Options(), data).Regularizers!).ToString(),
            StringComparison.Ordinal);
        Assert.Empty(DefaultOptions.OfDetector.Fill(new Options { Regularizers = [] }, data).Regularizers!);
        // Of so few pixels, none can move much.
        var small = data with { InputSize = 64, FindImages = () => new ImageShape(8, 8) };
        Assert.Empty(DefaultOptions.OfDetector.Fill(new Options(), small).Regularizers!);
    }

    [Fact]
    public void The_detector_keeps_its_hidden_layers_where_rows_are_changed()
    {
        var data = new DataProfile(784, 100, 0, 1, 0.2, false) { FindImages = () => new ImageShape(28, 28) };

        Assert.Equal([256, 128], DefaultOptions.OfDetector.Fill(new Options(), data).HiddenLayerSizes!);
        Assert.Empty(DefaultOptions.OfDetector.Fill(new Options { Regularizers = [] }, data).HiddenLayerSizes!);
    }

    [Fact]
    public void The_detector_has_no_single_hidden_layer()
    {
        var data = new DataProfile(10, 558, 0, 1, 1, false);

        Assert.Empty(DefaultOptions.OfDetector.Fill(new Options(), data).HiddenLayerSizes!);
        Assert.Equal([64], DefaultOptions.OfEstimator.Fill(new Options { CodeSize = 5 }, data).HiddenLayerSizes!);
    }

    [Theory]
    [InlineData(32, 32, 1, true)]
    [InlineData(32, 33, 1, false)]
    [InlineData(18, 18, 3, true)]
    [InlineData(64, 64, 3, false)]
    public void The_detector_has_dense_layers_for_small_images(int height, int width, int channels, bool isDense)
    {
        var image = new ImageShape(height, width, channels);
        var data = new DataProfile(image.Count, 1_000, 0, 1, 1, false);

        CheckLayers(DefaultOptions.OfDetector, new Options { ImageShape = image });
        CheckLayers(DefaultOptions.OfEstimator, new Options { ImageShape = image, Goal = AutoEncoderGoal.Anomalies });
        ImageLayer[] own = [ImageLayer.Convolution(4)];
        Assert.Equal(own, DefaultOptions.OfDetector.Fill(new Options { ImageShape = image, EncoderLayers = own }, data).EncoderLayers!);
        Assert.NotEmpty(DefaultOptions.OfEstimator.Fill(new Options { ImageShape = image }, data).EncoderLayers!);

        void CheckLayers(DefaultOptions defaults, Options options)
        {
            var filled = defaults.Fill(options, data);
            Assert.Equal(isDense, filled.EncoderLayers!.Count == 0);
            Assert.Equal(isDense ? [256, 128] : Array.Empty<int>(), filled.HiddenLayerSizes!);
            Assert.Single(filled.Regularizers!);
        }
    }

    [Fact]
    public void Wide_rows_of_zeros_get_what_the_goal_for_texts_gives()
    {
        var texts = new DataProfile(12_000, 1_000, 0, 1, 0.01, false);
        var forTexts = LayersAndNoise(new Options { Goal = AutoEncoderGoal.Text });

        Assert.Contains("Masking", forTexts);
        Assert.Equal(forTexts, LayersAndNoise(new Options()));
        Assert.NotEqual(forTexts, LayersAndNoise(new Options(), texts with { Density = 0.1 }));
        Assert.Equal("[] []", LayersAndNoise(new Options { HiddenLayerSizes = [], Regularizers = [] }));
        Assert.DoesNotContain(
            "Masking", LayersAndNoise(new Options(), texts with { InputSize = 784, FindImages = () => new ImageShape(28, 28) }));

        string LayersAndNoise(Options options, DataProfile? data = null)
        {
            var filled = DefaultOptions.OfEstimator.Fill(options, data ?? texts);
            return $"[{string.Join(", ", filled.HiddenLayerSizes!)}] [{string.Join(", ", filled.Regularizers!)}]";
        }
    }

    [Theory]
    [InlineData(1, InputScaling.None)]
    [InlineData(255, InputScaling.Overall)]
    public void Pixels_that_move_are_scaled_alike(float maximum, InputScaling expected)
    {
        var data = new DataProfile(784, 1_000, 0, maximum, 0.2, false);
        var moving = AutoEncoderRegularizer.Denoising(Corruption.Distortion(new ImageShape(28, 28)));

        Assert.Equal(expected, DefaultOptions.OfEstimator.Fill(new Options { Regularizers = [moving] }, data).InputScaling);
    }

    [Fact]
    public void A_table_is_scaled_alike_whether_a_normaliser_stands_before_it_or_not()
    {
        var data = new DataProfile(20, 1_000, 0, 1, 1, false) { AreSlotsScaled = true };

        Assert.Equal(InputScaling.PerSlot, DefaultOptions.OfEstimator.Fill(new Options(), data).InputScaling);
        Assert.Equal(InputScaling.None, DefaultOptions.OfEstimator.Fill(new Options(), data with { InputSize = 784 }).InputScaling);
    }

    public static TheoryData<string, Action<Options>> BoundOutputs => new()
    {
        { "sigmoid", options => options.OutputActivation = Activation.Sigmoid },
        { "tanh", options => options.OutputActivation = Activation.Tanh },
        { "cross-entropy", options => options.Loss = ReconstructionLoss.BinaryCrossEntropy },
        { "salt and pepper", options => options.Regularizers = [AutoEncoderRegularizer.Denoising(Corruption.SaltAndPepper(0.1f))] },
        { "told so", options => options.InputScaling = InputScaling.None },
    };

    [Theory, MemberData(nameof(BoundOutputs))]
    public void A_bound_output_is_not_scaled(string name, Action<Options> choose)
    {
        var options = new Options();
        choose(options);

        var filled = DefaultOptions.OfEstimator.Fill(options, new DataProfile(20, 1_000, -3, 3, 1, false));

        Assert.True(filled.InputScaling == InputScaling.None, name);
    }

    private static Options Fill(Options options, long rowCount, int inputSize, double density = 1, bool hasValidation = false) =>
        DefaultOptions.OfEstimator.Fill(options, new DataProfile(inputSize, rowCount, 0, 1, density, hasValidation));
}
