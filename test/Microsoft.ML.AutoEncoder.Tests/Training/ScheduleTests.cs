using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

public sealed class ScheduleTests
{
    [Fact]
    public void Constant_stays() => Assert.Equal([1.0, 1.0], Factors(LearningRateSchedule.Constant, 0, 99.5));

    [Fact]
    public void Step_multiplies_every_few_epochs() =>
        Assert.Equal([1.0, 1.0, 0.5, 0.5, 0.25], Factors(LearningRateSchedule.Step(2, 0.5f), 0, 1.99, 2, 3.9, 4));

    [Fact]
    public void Cosine_rises_to_1_and_falls_to_its_final_factor()
    {
        var factors = Factors(LearningRateSchedule.CosineWithWarmUp(2f, 0.1f), 0, 1, 2, 6, 10);

        Assert.Equal([0.0, 0.5, 1.0, 0.55, 0.1], factors.Select(factor => Math.Round(factor, 6)));
    }

    [Fact]
    public void Cosine_without_warm_up_starts_at_1() => Assert.Equal(1.0, Factors(LearningRateSchedule.CosineWithWarmUp(), 0)[0]);

    [Fact]
    public void Plateau_multiplies_after_so_many_epochs_without_improvement_and_waits_anew()
    {
        var schedule = LearningRateSchedule.ReduceOnPlateau(0.5f, patience: 2, minimumImprovement: 0.1f);

        Assert.Equal(1.0, schedule.Factor(1, 10, History(1.0)));
        Assert.Equal(1.0, schedule.Factor(2, 10, History(1.0, 0.95)));
        Assert.Equal(0.5, schedule.Factor(3, 10, History(1.0, 0.95, 0.95)));
        Assert.Equal(0.5, schedule.Factor(4, 10, History(1.0, 0.95, 0.95, 0.95)));
        Assert.Equal(0.25, schedule.Factor(5, 10, History(1.0, 0.95, 0.95, 0.95, 0.95)));
        Assert.Equal(0.5, schedule.Factor(6, 10, History(1.0, 0.95, 0.95, 0.95, 0.8, 0.8)));
    }

    [Fact]
    public void Plateau_looks_at_validation_where_there_is_one()
    {
        var schedule = LearningRateSchedule.ReduceOnPlateau(0.5f, patience: 1);
        EpochMetrics[] history = [Metrics(1, loss: 1, validation: 1), Metrics(2, loss: 0.5, validation: 1)];

        Assert.Equal(0.5, schedule.Factor(2, 10, history));
    }

    [Fact]
    public void Early_stopping_is_due_after_so_many_epochs_without_improvement()
    {
        var stopping = new EarlyStopping(patience: 2, minimumImprovement: 0f);

        Assert.False(stopping.IsDue(History()));
        Assert.False(stopping.IsDue(History(1.0, 1.0)));
        Assert.False(stopping.IsDue(History(1.0, 1.0, 0.9)));
        Assert.True(stopping.IsDue(History(1.0, 0.9, 0.9, 0.95)));
    }

    [Theory]
    [InlineData(0, 0.5f)]
    [InlineData(1, 0f)]
    [InlineData(1, 1f)]
    [InlineData(1, float.NaN)]
    public void Impossible_step_is_refused(int everyEpochs, float factor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(everyEpochs, factor));

    [Theory]
    [InlineData(-1f, 0f)]
    [InlineData(float.NaN, 0f)]
    [InlineData(1f, -0.1f)]
    [InlineData(1f, 1.1f)]
    public void Impossible_cosine_is_refused(float warmUpEpochs, float finalFactor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.CosineWithWarmUp(warmUpEpochs, finalFactor));

    [Theory]
    [InlineData(0.5f, 0, 0f)]
    [InlineData(1.5f, 1, 0f)]
    [InlineData(0.5f, 1, 1f)]
    [InlineData(0.5f, 1, -0.1f)]
    public void Impossible_plateau_is_refused(float factor, int patience, float minimumImprovement) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.ReduceOnPlateau(factor, patience, minimumImprovement));

    [Theory]
    [InlineData(0, 0f)]
    [InlineData(1, 1f)]
    [InlineData(1, float.NaN)]
    public void Impossible_early_stopping_is_refused(int patience, float minimumImprovement) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(patience, minimumImprovement));

    private static double[] Factors(LearningRateSchedule schedule, params double[] epochs) =>
        [.. epochs.Select(epoch => schedule.Factor(epoch, 10, []))];

    private static EpochMetrics[] History(params double[] losses) =>
        [.. losses.Select((loss, i) => Metrics(i + 1, loss, validation: null))];

    private static EpochMetrics Metrics(int epoch, double loss, double? validation) => new()
    {
        Epoch = epoch,
        ReconstructionLoss = loss,
        ValidationLoss = validation,
        LearningRate = 1f,
        RowsPerSecond = 1,
        Elapsed = TimeSpan.FromSeconds(epoch),
    };
}
