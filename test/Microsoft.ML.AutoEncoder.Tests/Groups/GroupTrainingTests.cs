using Microsoft.ML.AutoEncoder.Tests.Variants;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Groups;

/// <summary>Several processes train one model: here threads that are told that they are processes.</summary>
public sealed class GroupTrainingTests
{
    private const int RowCount = 103;

    public static TheoryData<string> Variants =>
        [.. Variant.Names.Select(name => name.Data).Where(name => Variant.Choose(name, Options).LabelColumnName is null)];

    private static AutoEncoderEstimator.Options Options => new()
    {
        InputColumnName = "Features",
        OutputColumnName = "Encoded",
        HiddenLayerSizes = [5],
        CodeSize = 3,
        NumberOfEpochs = 3,
        BatchSize = 8,
        LearningRate = 0.01f,
        NumberOfThreads = 1,
        Seed = 7,
    };

    [Theory, MemberData(nameof(Variants))]
    public void Processes_get_the_bits_of_one_process_with_as_many_threads(string variant)
    {
        foreach (var size in new[] { 2, 3 })
        {
            AssertSame(size, options => Variant.Choose(variant, options));
        }
    }

    [Theory]
    [InlineData("clipped")]
    [InlineData("validation rows set aside")]
    [InlineData("streamed")]
    [InlineData("streamed with validation")]
    [InlineData("early stopping")]
    [InlineData("plateau")]
    [InlineData("scaled")]
    [InlineData("many rows in a step")]
    [InlineData("fewer rows than in a step")]
    public void Options_give_the_bits_of_one_process_too(string what)
    {
        foreach (var size in new[] { 2, 4 })
        {
            AssertSame(size, options => Set(options, what));
        }
    }

    [Fact]
    public void Labels_are_refused_with_the_reason()
    {
        var exception = Assert.ThrowsAny<ArgumentException>(() => Fit(TrainingGroup.InOneProcess(2), options =>
        {
            options.LabelColumnName = "Class";
            return options;
        }));

        Assert.Contains("must be null where TrainingGroup is set", exception.Message, StringComparison.Ordinal);
    }

    private static AutoEncoderEstimator.Options Set(AutoEncoderEstimator.Options options, string what)
    {
        switch (what)
        {
            case "clipped":
                options.GradientClipNorm = 0.01f;
                break;
            case "validation rows set aside":
                options.ValidationFraction = 0.3f;
                break;
            case "streamed":
                options.MemoryBudgetInBytes = 400;
                break;
            case "streamed with validation":
                (options.MemoryBudgetInBytes, options.ValidationFraction) = (400, 0.3f);
                break;
            case "early stopping":
                (options.EarlyStopping, options.ValidationFraction, options.NumberOfEpochs) = (new EarlyStopping(1), 0.3f, 12);
                options.LearningRate = 0.5f;
                break;
            case "plateau":
                options.LearningRateSchedule = LearningRateSchedule.ReduceOnPlateau(0.5f, patience: 1);
                (options.LearningRate, options.NumberOfEpochs) = (0.3f, 8);
                break;
            case "scaled":
                options.InputScaling = InputScaling.PerSlot;
                break;
            case "many rows in a step":
                options.BatchSize = 25;
                break;
            default:
                options.BatchSize = 1_000;
                break;
        }

        return options;
    }

    private static void AssertSame(int size, Func<AutoEncoderEstimator.Options, AutoEncoderEstimator.Options> choose)
    {
        var expected = Fit(TrainingGroup.InOneProcess(size), choose);
        foreach (var sharesMemory in new[] { false, true })
        {
            var models = ThreadGroup.Run(size, group => Fit(group, choose), sharesMemory);

            Assert.All(models, model => Assert.Equal(expected.Network.Parameters, model.Network.Parameters));
            Assert.All(models, model => Assert.Equal(expected.TrainingHistory.Select(Losses), model.TrainingHistory.Select(Losses)));
            Assert.All(models, model => Assert.Equal(models[0].TrainingHistory.Select(Times), model.TrainingHistory.Select(Times)));
        }
    }

    private static AutoEncoderTransformer Fit(
        TrainingGroup group, Func<AutoEncoderEstimator.Options, AutoEncoderEstimator.Options> choose)
    {
        var mlContext = new MLContext(1);
        var options = choose(Options);
        options.TrainingGroup = group;
        var rows = VectorData.Create(
            mlContext, VectorData.Learnable(RowCount, 6), [.. Enumerable.Range(0, RowCount).Select(row => 0.5f + (row % 3))]);
        return mlContext.Transforms.AutoEncoder(options).Fit(group.TakePart(rows));
    }

    private static object Losses(EpochMetrics metrics) => (
        metrics.Epoch,
        metrics.ReconstructionLoss,
        string.Join(' ', metrics.Penalties.Select(penalty => penalty.Value)),
        metrics.ValidationLoss,
        metrics.ExplainedVariance,
        metrics.ValidationExplainedVariance,
        metrics.LearningRate);

    private static object Times(EpochMetrics metrics) => (metrics.Elapsed, metrics.RowsPerSecond);
}
