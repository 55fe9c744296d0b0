using Xunit;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>What makes no sense is refused when the estimator is created, with the reason.</summary>
public sealed class RefusalTests
{
    private static readonly AutoEncoderRegularizer Variational = AutoEncoderRegularizer.Variational();
    private static readonly AutoEncoderRegularizer TopK = AutoEncoderRegularizer.TopKSparsity(3);
    private static readonly AutoEncoderRegularizer L1 = AutoEncoderRegularizer.L1Sparsity(0.1f);
    private static readonly AutoEncoderRegularizer Contractive = AutoEncoderRegularizer.Contractive(0.1f);

    public static TheoryData<Action<Options>, string> BadOptions => new()
    {
        { options => options.Dropout = 1, "Dropout is 1, but must be in [0, 1)." },
        { options => options.Dropout = float.NaN, "Dropout is NaN, but must be in [0, 1)." },
        { options => options.DecoderLayerSizes = [3, 0], "DecoderLayerSizes is [3, 0], but must be sizes of at least 1, or null." },
        { options => (options.DecoderLayerSizes, options.TiedWeights) = ([3], true),
            "DecoderLayerSizes is [3], but must be null where TiedWeights is set." },
        {
            options => (options.InputScaling, options.OutputActivation) = (InputScaling.PerSlot, Activation.Sigmoid),
            "InputScaling is PerSlot, but must be None where OutputActivation, Loss or Regularizers bound the output"
        },
        { options => options.Regularizers = [null!], "Regularizers is a list with a null, but must be a list of regularizers." },
        {
            options => (options.Loss, options.OutputActivation) = (ReconstructionLoss.BinaryCrossEntropy, Activation.Identity),
            "Loss is BinaryCrossEntropy, but the cross-entropy compares probabilities, and OutputActivation is Identity."
        },
        { options => options.Regularizers = [Variational],
            "Regularizers has Variational, but its code is the mean of a normal distribution" },
        { options => options.Regularizers = [AutoEncoderRegularizer.KlSparsity()],
            "Regularizers has KlSparsity, but it compares the mean of a unit with a probability, and CodeActivation is LeakyReLU(0.2)." },
        { options => options.Regularizers = [AutoEncoderRegularizer.TopKSparsity(65)],
            "Regularizers has TopKSparsity, but it keeps 65 units, and CodeSize is 64." },
        { options => (options.Regularizers, options.BatchNormalization) = ([Contractive], true),
            "Regularizers has Contractive, but with BatchNormalization" },
        {
            options =>
                (options.Regularizers, options.OutputActivation) =
                    ([AutoEncoderRegularizer.Denoising(Corruption.SaltAndPepper(0.1f))], Activation.Identity),
            "Regularizers has Denoising, but its noise sets values to the ends of their range, and OutputActivation is Identity"
        },
        {
            options => (options.Regularizers, options.ImageShape) =
                ([AutoEncoderRegularizer.Denoising(Corruption.Distortion(new ImageShape(8, 9)))], new ImageShape(9, 8)),
            "Regularizers has Denoising, but its noise is for images of 8×9×1 Planar, and ImageShape is 9×8×1 Planar. " +
                "Make them the same."
        },
        {
            options =>
                (options.Regularizers, options.OutputActivation) =
                    ([AutoEncoderRegularizer.Augmentation(Corruption.SaltAndPepper(0.1f))], Activation.Identity),
            "Regularizers has Augmentation, but its change sets values to the ends of their range, and OutputActivation is Identity"
        },
        { options => options.Regularizers = [L1, AutoEncoderRegularizer.L1Sparsity(0.2f)],
            "Regularizers has L1Sparsity and L1Sparsity, but there can be only one of a kind." },
        { options => (options.Regularizers, options.CodeActivation) = ([Variational, TopK], Activation.Identity),
            "Regularizers has Variational and TopKSparsity, but the number of units" },
        { options => (options.Regularizers, options.CodeActivation) = ([Contractive, Variational], Activation.Identity),
            "Regularizers has Contractive and Variational, but the divergence" },
        { options => (options.Regularizers, options.CodeActivation) = ([Variational, L1], Activation.Identity),
            "Regularizers has Variational and L1Sparsity, but the divergence" },
        { options => options.Regularizers = [TopK, Contractive], "Regularizers has TopKSparsity and Contractive, but the number of units" },
    };

    [Theory]
    [MemberData(nameof(BadOptions), DisableDiscoveryEnumeration = true)]
    public void Bad_option_is_refused_by_name(Action<Options> spoil, string message)
    {
        var options = new Options { OutputColumnName = "Code" };
        spoil(options);

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new MLContext().Transforms.AutoEncoder(options));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Bad_setting_is_refused_by_name(float value)
    {
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => AutoEncoderRegularizer.L1Sparsity(value));
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => AutoEncoderRegularizer.KlSparsity(0.1f, value));
        Assert.Throws<ArgumentOutOfRangeException>("targetActivation", () => AutoEncoderRegularizer.KlSparsity(value));
        Assert.Throws<ArgumentOutOfRangeException>("k", () => AutoEncoderRegularizer.TopKSparsity(Math.Min((int)value, 0)));
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => AutoEncoderRegularizer.Contractive(value));
        Assert.Throws<ArgumentOutOfRangeException>("beta", () => AutoEncoderRegularizer.Variational(value == 0 ? -1 : value));
        Assert.Throws<ArgumentOutOfRangeException>("warmUpEpochs", () => AutoEncoderRegularizer.Variational(1, value == 0 ? -1 : value));
        Assert.Throws<ArgumentOutOfRangeException>("standardDeviation", () => Corruption.Gaussian(value));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => Corruption.Masking(value));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => Corruption.SaltAndPepper(value));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => Corruption.Dropout(value));
        Assert.Throws<ArgumentOutOfRangeException>("minimumProbability", () => Corruption.Dropout(value, 0.5f));
        Assert.Throws<ArgumentOutOfRangeException>("maximumProbability", () => Corruption.Dropout(0.5f, value));
        Assert.Throws<ArgumentOutOfRangeException>("minimumProbability", () => Corruption.Dropout(0.6f, 0.5f));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => Corruption.BlockMasking(new ImageShape(8, 8), 2, value));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => Corruption.Sometimes(Corruption.Gaussian(1), value));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => ReconstructionLoss.Huber(value));
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(181f)]
    [InlineData(float.NaN)]
    public void Bad_distortion_is_refused_by_name(float value)
    {
        var image = new ImageShape(8, 10);
        Assert.Throws<ArgumentOutOfRangeException>("shift", () => Corruption.Distortion(image, shift: value));
        Assert.Throws<ArgumentOutOfRangeException>("rotation", () => Corruption.Distortion(image, rotation: value));
        Assert.Throws<ArgumentOutOfRangeException>("scale", () => Corruption.Distortion(image, scale: value));
        Assert.Throws<ArgumentOutOfRangeException>("bend", () => Corruption.Distortion(image, bend: value));
        Assert.Throws<ArgumentNullException>("image", () => Corruption.Distortion(null!));
        Assert.Throws<ArgumentNullException>("image", () => Corruption.BlockMasking(null!, 2, 0.5f));
        Assert.Throws<ArgumentOutOfRangeException>("blockSize", () => Corruption.BlockMasking(image, 0, 0.5f));
        Assert.Throws<ArgumentOutOfRangeException>("blockSize", () => Corruption.BlockMasking(image, 11, 0.5f));
    }

    [Fact]
    public void A_sequence_has_kinds_of_noise()
    {
        Assert.Throws<ArgumentException>("corruptions", () => Corruption.Sequence());
        Assert.Throws<ArgumentNullException>("corruptions", () => Corruption.Sequence(Corruption.Masking(0.5f), null!));
        Assert.Throws<ArgumentNullException>("corruption", () => Corruption.Sometimes(null!, 0.5f));
    }

    [Fact]
    public void Noise_for_images_of_another_size_is_refused()
    {
        var mlContext = new MLContext(1);
        var noise = Corruption.Sequence(Corruption.Masking(0.1f), Corruption.Distortion(new ImageShape(8, 9)));
        var estimator = mlContext.Transforms.AutoEncoder(new Options
        {
            OutputColumnName = "Code",
            InputColumnName = "Features",
            Regularizers = [AutoEncoderRegularizer.Denoising(noise)],
        });

        var exception = Assert.ThrowsAny<Exception>(() => estimator.Fit(VectorData.Create(mlContext, VectorData.Learnable(20, 10))));

        Assert.Contains(
            "Regularizers are for images of 8×9×1 Planar, which makes 72 values, but column 'Features' has 10.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Augmentation_needs_a_change() =>
        Assert.Throws<ArgumentNullException>("change", () => AutoEncoderRegularizer.Augmentation(null!));

    [Fact]
    public void Denoising_needs_noise() => Assert.Throws<ArgumentNullException>("noise", () => AutoEncoderRegularizer.Denoising(null!));

    [Fact]
    public void Target_outside_the_range_of_a_probability_is_refused()
    {
        var mlContext = new MLContext(1);
        var estimator = mlContext.Transforms.AutoEncoder(
            new Options { OutputColumnName = "Features", Loss = ReconstructionLoss.BinaryCrossEntropy });

        var exception = Assert.Throws<InvalidOperationException>(() => estimator.Fit(VectorData.Create(mlContext, [[0.5f, 1.5f]])));

        Assert.Contains("has the value 1.5 in row 0, slot 1, which is outside [0, 1]", exception.Message, StringComparison.Ordinal);
    }
}
