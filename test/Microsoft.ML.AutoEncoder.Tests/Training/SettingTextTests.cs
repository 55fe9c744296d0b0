using System.Globalization;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>What a user chose reads well, says all, and is the same text in every culture: a checkpoint compares it.</summary>
public sealed class SettingTextTests
{
    private static readonly Dictionary<string, Func<object>> Settings = new()
    {
        ["Identity"] = () => Activation.Identity,
        ["LeakyReLU(0.2)"] = () => Activation.LeakyReLU(),
        ["ELU(1.5)"] = () => Activation.ELU(1.5f),
        ["GaussianCorruption(standardDeviation: 0.1)"] = () => Corruption.Gaussian(0.1f),
        ["MaskingCorruption(probability: 0.3)"] = () => Corruption.Masking(0.3f),
        ["DropoutCorruption(minimumProbability: 0.25, maximumProbability: 0.5)"] = () => Corruption.Dropout(0.25f, 0.5f),
        ["SaltAndPepperCorruption(probability: 0.25)"] = () => Corruption.SaltAndPepper(0.25f),
        ["BlockMaskingCorruption(image: 8×10×3 Interleaved, blockSize: 4, probability: 0.25)"] =
            () => Corruption.BlockMasking(new ImageShape(8, 10, 3, PixelOrder.Interleaved), 4, 0.25f),
        ["DistortionCorruption(image: 8×10×1 Planar, shift: 0.1, rotation: 20, scale: 0.25, bend: 0.05)"] =
            () => Corruption.Distortion(new ImageShape(8, 10), 0.1f, 20, 0.25f, 0.05f),
        ["SequenceCorruption(corruptions: MaskingCorruption(probability: 0.3), GaussianCorruption(standardDeviation: 0.1))"] =
            () => Corruption.Sequence(Corruption.Masking(0.3f), Corruption.Gaussian(0.1f)),
        ["SometimesCorruption(corruption: MaskingCorruption(probability: 0.3), probability: 0.5)"] =
            () => Corruption.Sometimes(Corruption.Masking(0.3f), 0.5f),
        ["MeanSquaredError"] = () => ReconstructionLoss.MeanSquaredError,
        ["MeanAbsoluteError"] = () => ReconstructionLoss.MeanAbsoluteError,
        ["BinaryCrossEntropy"] = () => ReconstructionLoss.BinaryCrossEntropy,
        ["Huber(delta: 0.5)"] = () => ReconstructionLoss.Huber(0.5f),
        ["L1Sparsity(weight: 0.01)"] = () => AutoEncoderRegularizer.L1Sparsity(0.01f),
        ["KlSparsity(targetActivation: 0.05, weight: 2)"] = () => AutoEncoderRegularizer.KlSparsity(0.05f, 2),
        ["TopKSparsity(k: 3)"] = () => AutoEncoderRegularizer.TopKSparsity(3),
        ["Denoising(noise: MaskingCorruption(probability: 0.3))"] = () => AutoEncoderRegularizer.Denoising(Corruption.Masking(0.3f)),
        ["Contractive(weight: 0.1)"] = () => AutoEncoderRegularizer.Contractive(0.1f),
        ["Variational(beta: 0.5, warmUpEpochs: 1.5)"] = () => AutoEncoderRegularizer.Variational(0.5f, 1.5f),
        ["ConstantSchedule"] = () => LearningRateSchedule.Constant,
        ["StepSchedule(everyEpochs: 1, factor: 0.5)"] = () => LearningRateSchedule.Step(1, 0.5f),
        ["CosineSchedule(warmUpEpochs: 0.5, finalFactor: 0.1)"] = () => LearningRateSchedule.CosineWithWarmUp(0.5f, 0.1f),
        ["PlateauSchedule(factor: 0.5, patience: 3, minimumImprovement: 0.001)"] = () => LearningRateSchedule.ReduceOnPlateau(),
        ["EarlyStopping(patience: 5, minimumImprovement: 0.001)"] = () => new EarlyStopping(),
    };

    public static TheoryData<string> Texts => [.. Settings.Keys];

    /// <summary>Those that are one of several kinds.</summary>
    public static TheoryData<string> Choices =>
        [.. Settings.Keys.Where(text => !text.StartsWith("EarlyStopping", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Texts))]
    public void A_setting_says_all_that_was_chosen(string text) => Assert.Equal(text, InCommaCulture(() => Settings[text]().ToString()));

    [Theory, MemberData(nameof(Choices))]
    public void Settings_are_equal_if_all_that_was_chosen_is(string text)
    {
        Assert.Equal(Settings[text](), Settings[text]());
        Assert.Equal(Settings[text]().GetHashCode(), Settings[text]().GetHashCode());
        Assert.All(Settings.Where(other => other.Key != text), other => Assert.NotEqual(Settings[text](), other.Value()));
    }

    [Fact]
    public void The_measures_of_an_epoch_are_one_line_with_the_penalties_by_name()
    {
        var metrics = new EpochMetrics
        {
            Epoch = 3,
            ReconstructionLoss = 0.25,
            Penalties = EpochMetrics.NamePenalties([("L1Sparsity", 0.5), ("Contractive", 0.125)]),
            ExplainedVariance = 0.91234,
            ValidationLoss = 0.75,
            ValidationExplainedVariance = 0.5,
            LearningRate = 0.001f,
            RowsPerSecond = 51_200.4,
            Elapsed = TimeSpan.FromSeconds(12.34),
        };

        Assert.Equal(
            "Epoch 3: loss 0.875 (reconstruction 0.25, L1Sparsity 0.5, Contractive 0.125), explained variance 0.9123, " +
            "validation loss 0.75, explained variance 0.5, learning rate 0.001, 51200 rows/s, 12.3 s",
            InCommaCulture(metrics.ToString));
    }

    [Fact]
    public void Without_penalties_and_validation_the_line_is_short()
    {
        var metrics = new EpochMetrics
        {
            Epoch = 1,
            ReconstructionLoss = 0.25,
            LearningRate = 0.5f,
            RowsPerSecond = 10,
            Elapsed = TimeSpan.Zero,
        };

        Assert.Equal("Epoch 1: loss 0.25, learning rate 0.5, 10 rows/s, 0.0 s", InCommaCulture(metrics.ToString));
    }

    private static string? InCommaCulture(Func<string?> write)
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = comma;
        try
        {
            return write();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
