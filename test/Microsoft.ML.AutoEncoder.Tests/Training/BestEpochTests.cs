using Microsoft.ML.AutoEncoder.Training;
using Microsoft.ML.Runtime;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>A loss that is not a number says nothing: it makes no epoch the best, and ends no training.</summary>
public sealed class BestEpochTests
{
    [Theory]
    [InlineData(new[] { double.PositiveInfinity, 3, 2 }, 2)]
    [InlineData(new[] { double.NaN, 3, 4 }, 1)]
    [InlineData(new[] { 3, double.NaN, 2, double.NegativeInfinity }, 2)]
    [InlineData(new[] { double.NaN, double.PositiveInfinity }, 1)]
    public void Best_epoch_is_one_with_a_finite_loss_or_the_last_one(double[] losses, int expected)
    {
        var state = new TrainingState(1, 1, 1, keepBest: true, []);
        foreach (var (epoch, loss) in losses.Index())
        {
            state.Values[0] = epoch;
            state.EndEpoch(Metrics(loss));
        }

        Assert.Equal(expected, state.FittedValues[0]);
    }

    [Theory]
    [InlineData(new[] { double.PositiveInfinity, double.PositiveInfinity, double.NaN, double.NaN }, 0)]
    [InlineData(new[] { double.NaN, double.NaN, 1, 1, 1 }, 1)]
    [InlineData(new[] { 1, double.NaN, double.NegativeInfinity, 0.5 }, 1)]
    public void Epochs_before_the_first_finite_loss_are_no_plateau(double[] losses, int expected) =>
        Assert.Equal(expected, Improvement.CountPlateaus([.. losses.Select(Metrics)], patience: 2, minimumImprovement: 0));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Validation_row_out_of_range_does_not_freeze_the_first_epoch(bool stopsEarly)
    {
        var warnings = new List<string>();
        var mlContext = new MLContext(1);
        mlContext.Log += (_, e) => warnings.AddRange(e.Kind == ChannelMessageKind.Warning ? [e.Message] : []);
        var training = VectorData.Create(mlContext, VectorData.Learnable(50, 5));
        var validation = VectorData.Learnable(10, 5, seed: 9);
        validation[3][2] = 1e20f;

        var usual = Fit(mlContext, new(), training, VectorData.Create(mlContext, validation));
        Assert.DoesNotContain(warnings, IsOfLastWeights);
        var kept = Fit(
            mlContext,
            stopsEarly ? new() { EarlyStopping = new EarlyStopping(2) } : new() { MaximumTrainingTime = TimeSpan.FromHours(1) },
            training,
            VectorData.Create(mlContext, validation));

        Assert.Equal(usual.Network.Parameters, kept.Network.Parameters);
        Assert.Contains(warnings, IsOfLastWeights);

        static bool IsOfLastWeights(string warning) =>
            warning.Contains("the weights are those of the last epoch", StringComparison.Ordinal);
    }

    private static AutoEncoderTransformer Fit(
        MLContext mlContext, AutoEncoderEstimator.Options options, IDataView training, IDataView validation)
    {
        options.OutputColumnName = "Features";
        options.OutputActivation = Activation.Identity;
        options.HiddenLayerSizes = [8];
        options.CodeSize = 2;
        options.NumberOfEpochs = 6;
        options.Seed = 1;
        return mlContext.Transforms.AutoEncoder(options).Fit(training, validation);
    }

    private static EpochMetrics Metrics(double loss) => new()
    {
        Epoch = 1,
        ReconstructionLoss = loss,
        LearningRate = 1,
        RowsPerSecond = 1,
        Elapsed = TimeSpan.Zero,
    };
}
