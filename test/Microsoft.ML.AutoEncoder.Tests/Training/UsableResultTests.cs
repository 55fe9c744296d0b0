using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>What a fit returns can be used; otherwise it says why not.</summary>
public sealed class UsableResultTests
{
    private readonly MLContext _mlContext = new(1);

    public static TheoryData<ReconstructionLoss> LossesWithBoundedGradients =>
        [ReconstructionLoss.MeanAbsoluteError, ReconstructionLoss.Huber()];

    [Fact]
    public void Step_beyond_the_range_of_numbers_is_an_error_although_no_loss_comes_after_it()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Fit(new() { LearningRate = 1e38f, NumberOfEpochs = 1 }));

        Assert.Matches(
            @"^The training diverged: \d+ of the network's parameters are not finite numbers after epoch 1\. " +
            @"Lower LearningRate \(it is 1E\+38\), or scale the input\.$",
            exception.Message);
    }

    [Theory]
    [MemberData(nameof(LossesWithBoundedGradients))]
    public void Statistics_beyond_the_range_of_numbers_are_an_error(ReconstructionLoss loss)
    {
        AutoEncoderEstimator.Options options = new()
        {
            BatchNormalization = true,
            InputScaling = InputScaling.None,
            Loss = loss,
            NumberOfEpochs = 3,
            LearningRate = 1e-3f,
        };

        var exception = Assert.Throws<InvalidOperationException>(() => Fit(options, scale: 1e20f));

        Assert.Contains("are not finite numbers after epoch 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decay_that_takes_more_than_the_weights_is_named()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Fit(new() { WeightDecay = 1e30f, NumberOfEpochs = 3 }));

        Assert.Contains("and WeightDecay (it is 1E+30), or scale the input.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_too_small_to_compute_with_are_refused_before_training()
    {
        var exception = Assert.Throws<InvalidOperationException>(
            () => Fit(new() { ExampleWeightColumnName = "Weight" }, weight: 1e-40f));

        Assert.Equal(
            "Column 'Weight' has weights that are so small (their mean for training is 1E-40) that nothing can be computed with them. " +
            "Only their ratios count: scale them, so that their mean is about 1.",
            exception.Message);
    }

    [Theory]
    [InlineData(3e38f, "3E+38")]
    [InlineData(2e-38f, "2E-38")]
    public void Extreme_weights_are_named_first_where_training_diverges(float weight, string shown)
    {
        var exception = Assert.Throws<InvalidOperationException>(
            () => Fit(new() { ExampleWeightColumnName = "Weight", LearningRate = 1e38f }, weight: weight));

        Assert.Contains(
            $". Scale the example weights (their mean is {shown}) to about 1. Lower", exception.Message, StringComparison.Ordinal);
    }

    private AutoEncoderTransformer Fit(AutoEncoderEstimator.Options options, float scale = 1, float? weight = null)
    {
        var rows = VectorData.Learnable(20, 4).Select(row => row.Select(value => value * scale).ToArray()).ToArray();
        options.OutputColumnName = "Features";
        options.HiddenLayerSizes = [6];
        options.CodeSize = 2;
        options.OutputActivation = Activation.Identity;
        options.Seed = 1;
        return _mlContext.Transforms.AutoEncoder(options)
            .Fit(VectorData.Create(_mlContext, rows, weight is { } value ? [.. Enumerable.Repeat(value, 20)] : null));
    }
}
