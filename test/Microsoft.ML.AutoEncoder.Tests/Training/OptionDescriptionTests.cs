using System.Globalization;
using System.Reflection;
using Microsoft.ML.AutoEncoder.Training;
using Xunit;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>What follows from the descriptions beside the options: the snapshot for training, and the identity of a training.</summary>
public sealed class OptionDescriptionTests
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>What a record has besides options.</summary>
    private static readonly string[] NoOptions = [nameof(TrainingSettings.Choices), "EqualityContract"];

    public static TheoryData<string> Settings =>
        [.. typeof(TrainingSettings).GetProperties(Instance)
            .Where(property => property.CanWrite && !NoOptions.Contains(property.Name))
            .Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Each_setting_of_training_is_the_option_of_its_name(string name)
    {
        var option = Assert.Single(OptionDescription.Of(typeof(Options)), option => option.Name == name);
        var options = Filled();
        var property = typeof(TrainingSettings).GetProperty(name, Instance)!;

        var value = property.GetValue(TrainingSnapshot.Of(options));

        Assert.Equal(option.Get(options), value);
        Assert.NotNull(value);
    }

    [Fact]
    public void Options_that_training_depends_on_are_its_identity_with_what_null_stands_for()
    {
        var lines = DefaultOptions.OfEstimator.Resolve(new Options { Seed = 3, CodeSize = 5 }, data: null).Identity;

        Assert.Equal(
            [
                "LabelWeight: none", "PseudoLabelWeight: none", "HiddenLayerSizes: 256, 128", "DecoderLayerSizes: 128, 256",
                "ImageShape: none", "EncoderLayers: none", "DecoderLayers: none", "CodeSize: 5",
                "Activation: LeakyReLU(0.2)", "CodeActivation: LeakyReLU(0.2)",
                "OutputActivation: Sigmoid", "InputScaling: None", "WeightInitialization: TorchLinear", "DecorrelateCode: false",
                "TiedWeights: false", "Dropout: 0", "BatchNormalization: false", "Loss: MeanSquaredError", "Regularizers: none",
                "NumberOfEpochs: 10", "BatchSize: 128", "LearningRate: 0.002",
                "LearningRateSchedule: CosineSchedule(warmUpEpochs: 0, finalFactor: 0)", "WeightDecay: 0",
                "GradientClipNorm: none", "ValidationFraction: none", "EarlyStopping: none", "Seed: 3",
            ],
            lines);
    }

    [Fact]
    public void Identity_is_the_same_under_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        var expected = Filled();
        var lines = TrainingSnapshot.Of(expected).Identity;
        Assert.Contains(
            "Regularizers: Variational(beta: 0.5, warmUpEpochs: 1.5), Denoising(noise: MaskingCorruption(probability: 0.25))", lines);
        try
        {
            var withComma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (withComma.NumberFormat.NumberDecimalSeparator, withComma.NumberFormat.NegativeSign) = (",", "~");
            CultureInfo.CurrentCulture = withComma;
            Assert.Equal("0,5", $"{0.5}");

            Assert.Equal(lines, TrainingSnapshot.Of(Filled()).Identity);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Null_is_the_default()
    {
        var defaults = DefaultOptions.OfEstimator.Fill(new Options(), data: null);
        var data = VectorData.Create(new MLContext(), VectorData.Learnable(10, 4));
        Options Create() => new() { OutputColumnName = "Features", HiddenLayerSizes = [3], CodeSize = 2, NumberOfEpochs = 2, Seed = 1 };
        var written = Create();
        (written.Activation, written.CodeActivation, written.OutputActivation) =
            (defaults.Activation, defaults.CodeActivation, defaults.OutputActivation);
        (written.Dropout, written.BatchNormalization, written.WeightDecay) =
            (defaults.Dropout, defaults.BatchNormalization, defaults.WeightDecay);
        (written.CodeActivation, written.WeightInitialization) = (Activation.Identity, WeightInitialization.GlorotUniform);
        (written.Loss, written.Regularizers) = (defaults.Loss, defaults.Regularizers);
        (written.BatchSize, written.LearningRate, written.LearningRateSchedule) =
            (defaults.BatchSize, defaults.LearningRate, defaults.LearningRateSchedule);

        Assert.Equal(Parameters(Create()), Parameters(written));

        float[] Parameters(Options options) => new MLContext().Transforms.AutoEncoder(options).Fit(data).Network.Parameters;
    }

    /// <summary>Options of which none is null, with a number in every record.</summary>
    private static Options Filled()
    {
        var options = DefaultOptions.OfEstimator.Fill(new Options { Seed = 1 }, data: null);
        options.Loss = ReconstructionLoss.Huber(0.5f);
        options.Regularizers =
            [AutoEncoderRegularizer.Variational(0.5f, 1.5f), AutoEncoderRegularizer.Denoising(Corruption.Masking(0.25f))];
        options.LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp(0.5f, 0.25f);
        options.ImageShape = new ImageShape(2, 3);
        (options.EncoderLayers, options.DecoderLayers) = ([ImageLayer.MaxPooling()], [ImageLayer.Upsampling()]);
        options.TrainingGroup = TrainingGroup.InOneProcess(2);
        (options.GradientClipNorm, options.ValidationFraction, options.WeightDecay) = (0.5f, 0.1f, -0.5f);
        (options.EarlyStopping, options.MaximumTrainingTime) = (new EarlyStopping(2, 0.5f), TimeSpan.FromHours(1));
        (options.LabelColumnName, options.LabelWeight, options.PseudoLabelWeight) = ("Label", 0.5f, 0.25f);
        (options.NumberOfThreads, options.CheckpointPath, options.ProgressCallback) = (2, "checkpoint", _ => { });
        return options;
    }
}
