using Microsoft.ML.AutoEncoder.Training;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>What a goal stands for.</summary>
public sealed class GoalTests
{
    private static readonly DataProfile Images = Profile(784, 60_000, minimum: 0, maximum: 1, density: 0.2);
    private static readonly DataProfile Table = Profile(18, 592, minimum: -3, maximum: 500, density: 1);
    private static readonly DataProfile Texts = Profile(12_000, 1_000, minimum: 0, maximum: 0.4f, density: 0.01);

    private readonly MLContext _mlContext = new(1);

    public static TheoryData<AutoEncoderGoal> Goals => [.. Enum.GetValues<AutoEncoderGoal>()];

    [Theory]
    [MemberData(nameof(Goals))]
    public void Every_goal_fits_every_kind_of_data(AutoEncoderGoal goal)
    {
        foreach (var data in new[] { Images, Table, Texts })
        {
            var settings = Resolve(new() { Goal = goal }, data);

            Assert.Null(settings.Loss.FindConflict(settings));
            Assert.All(settings.Regularizers, regularizer => Assert.Null(regularizer.FindConflict(settings)));
            Assert.Equal(data == Images && goal != AutoEncoderGoal.Text, settings.OutputActivation is Sigmoid);
        }
    }

    [Theory]
    [MemberData(nameof(Goals))]
    public void Every_goal_trains(AutoEncoderGoal goal)
    {
        float[][] rows = [.. VectorData.Learnable(60, 9).Select(row => row.Select(value => (200 * value) - 50).ToArray())];

        var model = _mlContext.Transforms.AutoEncoder("Code", "Features", numberOfEpochs: 20, seed: 1, goal: goal)
            .Fit(VectorData.Create(_mlContext, rows));

        Assert.Equal(20, model.TrainingHistory.Count);
        Assert.True(model.TrainingHistory[^1].Loss < model.TrainingHistory[0].Loss);
    }

    [Fact]
    public void A_code_for_a_classifier_learns_from_distorted_images_and_from_masked_tables()
    {
        const string distortion = "Denoising(noise: DistortionCorruption(image: 12×12×1 Planar";
        const string remark = "look like images of 12×12×1 Planar";
        var log = new List<string>();
        _mlContext.Log += (_, e) => log.Add(e.Message);

        Assert.StartsWith("Denoising(noise: DropoutCorruption", Train(VectorData.Learnable(100, 144)), StringComparison.Ordinal);
        Assert.DoesNotContain(log, line => line.Contains(remark, StringComparison.Ordinal));
        Assert.StartsWith(distortion, Train(PictureData.Spots(100, new ImageShape(12, 12))), StringComparison.Ordinal);
        Assert.Single(log, line => line.Contains(remark, StringComparison.Ordinal));

        string Train(float[][] rows) => _mlContext.Transforms
            .AutoEncoder("Code", "Features", codeSize: 3, numberOfEpochs: 1, seed: 1, goal: AutoEncoderGoal.Classification)
            .Fit(VectorData.Create(_mlContext, rows))
            .TrainingOptions[nameof(AutoEncoderEstimator.Options.Regularizers)];
    }

    [Fact]
    public void Images_to_be_reconstructed_are_seen_once()
    {
        var images = Images with { FindImages = () => new ImageShape(28, 28) };
        var options = new AutoEncoderEstimator.Options { Goal = AutoEncoderGoal.Reconstruction };

        Assert.StartsWith(
            "Augmentation(change: SometimesCorruption(corruption: DistortionCorruption(image: 28×28×1",
            Assert.Single(Resolve(options, images).Regularizers).ToString(),
            StringComparison.Ordinal);
        Assert.Empty(Resolve(options, Images).Regularizers);
        // A number that a label measures may be the angle.
        Assert.Empty(Resolve(options, images with { LabelKind = LabelKind.Number }).Regularizers);
    }

    [Fact]
    public void A_sparse_code_of_images_has_convolutions_before_it()
    {
        var images = Images with { FindImages = () => new ImageShape(28, 28) };

        var settings = Resolve(new() { Goal = AutoEncoderGoal.SparseCode }, images);

        Assert.Equal(new ImageShape(28, 28), settings.ImageShape);
        Assert.Empty(settings.HiddenLayerSizes);
        Assert.Contains(settings.CreateShape(784).Encoder, layer => layer is ConvolutionLayer);
        Assert.Contains(settings.Regularizers, regularizer => regularizer.ImageShapes.Any());
        Assert.Empty(Resolve(new() { Goal = AutoEncoderGoal.SparseCode }, Images).HiddenLayerSizes);
        // Who names dense layers gets them.
        Assert.Equal([1024], Resolve(new() { Goal = AutoEncoderGoal.SparseCode, TiedWeights = true }, images).HiddenLayerSizes);
        Assert.Null(Resolve(new() { Goal = AutoEncoderGoal.SparseCode, HiddenLayerSizes = [40] }, images).ImageShape);
        // Columns of layers that somebody has named must be there whatever the rows are.
        var column = new LayerColumn("First", 1);
        Assert.Empty(Resolve(new() { Goal = AutoEncoderGoal.SparseCode, LayerColumns = [column] }, images).HiddenLayerSizes);
    }

    [Fact]
    public void A_sparse_code_learns_from_images_that_nobody_has_named_and_goes_on_from_the_model()
    {
        var log = new List<string>();
        _mlContext.Log += (_, e) => log.Add(e.Message);
        var images = VectorData.Create(_mlContext, PictureData.Spots(100, new ImageShape(12, 12)));
        var estimator = _mlContext.Transforms
            .AutoEncoder("Code", "Features", codeSize: 3, numberOfEpochs: 1, seed: 1, goal: AutoEncoderGoal.SparseCode);

        var model = estimator.Fit(images);
        var continued = estimator.Fit(images, model);

        Assert.Equal("12×12×1 Planar", model.TrainingOptions[nameof(AutoEncoderEstimator.Options.ImageShape)]);
        Assert.Contains(log, line => line.Contains("and the network has convolutions", StringComparison.Ordinal));
        Assert.Equal(model.Network.Shape.Encoder, continued.Network.Shape.Encoder);
    }

    [Theory]
    [MemberData(nameof(Goals))]
    public void What_is_set_goes_before_the_goal(AutoEncoderGoal goal)
    {
        var options = new AutoEncoderEstimator.Options
        {
            Goal = goal,
            HiddenLayerSizes = [40],
            CodeSize = 7,
            Activation = Activation.Tanh,
            CodeActivation = Activation.Sigmoid,
            OutputActivation = Activation.Identity,
            InputScaling = InputScaling.None,
            WeightInitialization = WeightInitialization.HeUniform,
            TiedWeights = false,
            BatchNormalization = false,
            Loss = ReconstructionLoss.Huber(),
            Regularizers = [],
            NumberOfEpochs = 3,
            BatchSize = 20,
            LearningRate = 0.01f,
            LearningRateSchedule = LearningRateSchedule.Constant,
        };

        Assert.Equal(Resolve(options, Images) with { Choices = [] }, Resolve(Without(options), Images) with { Choices = [] }, Same);
    }

    [Fact]
    public void A_goal_makes_a_difference()
    {
        Assert.Equal([1024, 512], Resolve(new() { Goal = AutoEncoderGoal.Classification }, Images).HiddenLayerSizes);
        Assert.Equal([128, 64], Resolve(new() { Goal = AutoEncoderGoal.Classification }, Table).HiddenLayerSizes);
        Assert.Equal(InputScaling.Overall, Resolve(new() { Goal = AutoEncoderGoal.Text }, Images).InputScaling);
        Assert.True(Resolve(new() { Goal = AutoEncoderGoal.SparseCode }, Images).CodeSize > 784);
        Assert.True(_mlContext.Transforms.AutoEncoder("Code", "Features", numberOfEpochs: 1, goal: AutoEncoderGoal.Generation)
            .Fit(VectorData.Create(_mlContext, VectorData.Learnable(40, 6))).Network.Shape.HasStandardNormalPrior);
    }

    [Fact]
    public void A_goal_without_a_name_is_refused()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => _mlContext.Transforms.AutoEncoder("Code", "Features", goal: (AutoEncoderGoal)99));

        Assert.Contains("Goal is 99, but must be one of Classification, Reconstruction, ", exception.Message, StringComparison.Ordinal);
    }

    private static AutoEncoderEstimator.Options Without(AutoEncoderEstimator.Options options)
    {
        var copy = options.Copy();
        copy.Goal = null;
        return copy;
    }

    private static bool Same(TrainingSettings a, TrainingSettings b) =>
        a.HiddenLayerSizes.SequenceEqual(b.HiddenLayerSizes)
        && a.DecoderLayerSizes.SequenceEqual(b.DecoderLayerSizes)
        && a with { HiddenLayerSizes = [], DecoderLayerSizes = [], Regularizers = [], Choices = [] }
            == b with { HiddenLayerSizes = [], DecoderLayerSizes = [], Regularizers = [], Choices = [] };

    private static TrainingSettings Resolve(AutoEncoderEstimator.Options options, DataProfile data)
    {
        options.Seed = 1;
        options.MemoryBudgetInBytes ??= 1 << 20;
        return DefaultOptions.OfEstimator.Resolve(options, data);
    }

    private static DataProfile Profile(int inputSize, long rowCount, float minimum, float maximum, double density) =>
        new(inputSize, rowCount, minimum, maximum, density, HasValidationRows: false);
}
