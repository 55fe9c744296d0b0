using Microsoft.ML.AutoEncoder.Training;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Rows that are not trained on, and what they decide.</summary>
public sealed class ValidationTests
{
    private readonly MLContext _mlContext = new(1);

    [Fact]
    public void Validation_loss_is_the_error_of_the_model_on_those_rows()
    {
        var validation = VectorData.Learnable(37, 5, seed: 9);

        var model = Estimator(new() { NumberOfEpochs = 2 }).Fit(Data(VectorData.Learnable(50, 5)), Data(validation));

        Assert.Equal(validation.Average(row => Error(model, row)), model.TrainingHistory[^1].ValidationLoss!.Value, 1e-7);
    }

    [Fact]
    public void Validation_set_in_the_options_does_the_same()
    {
        var (training, validation) = (Data(VectorData.Learnable(50, 5)), Data(VectorData.Learnable(37, 5, seed: 9)));

        var byArgument = Estimator(new()).Fit(training, validation);
        var byOption = Estimator(new() { ValidationSet = validation }).Fit(training);

        Assert.Equal(Losses(byArgument), Losses(byOption));
        Assert.Equal(byArgument.Network.Parameters, byOption.Network.Parameters);
    }

    [Fact]
    public void Validation_teaches_nothing()
    {
        var training = Data(VectorData.Learnable(50, 5));

        Assert.Equal(
            Estimator(new()).Fit(training).Network.Parameters,
            Estimator(new()).Fit(training, Data(VectorData.Learnable(9, 5, seed: 9))).Network.Parameters);
    }

    [Fact]
    public void Fraction_sets_about_that_part_of_the_rows_aside_the_same_ones_for_a_seed()
    {
        var split = new ValidationSplit(0.2f, seed: 5);
        long[] aside = [.. Enumerable.Range(0, 10_000).Select(i => (long)i).Where(split.SetsAside)];

        Assert.InRange(aside.Length, 1_850, 2_150);
        Assert.All(aside, row => Assert.True(new ValidationSplit(0.2f, seed: 5).SetsAside(row)));
        Assert.Contains(aside, row => !new ValidationSplit(0.2f, seed: 6).SetsAside(row));
    }

    [Fact]
    public void Rows_set_aside_are_not_trained_on()
    {
        var rows = VectorData.Learnable(60, 5);
        var changed = rows.Select(row => row.ToArray()).ToArray();
        var split = new ValidationSplit(0.3f, seed: 1);
        foreach (var row in Enumerable.Range(0, 60).Where(i => split.SetsAside(i)))
        {
            changed[row] = [0f, 1f, 0f, 1f, 0f];
        }

        var model = Estimator(new() { ValidationFraction = 0.3f }).Fit(Data(rows));
        var other = Estimator(new() { ValidationFraction = 0.3f }).Fit(Data(changed));

        Assert.Equal(model.Network.Parameters, other.Network.Parameters);
        Assert.NotEqual(Losses(model), Losses(other));
    }

    [Fact]
    public void Fraction_that_leaves_no_row_for_one_purpose_is_refused()
    {
        var exception = Assert.Throws<InvalidOperationException>(
            () => Estimator(new() { ValidationFraction = 0.001f }).Fit(Data(VectorData.Learnable(3, 5))));

        Assert.Equal("Column 'Features' has no rows for validation. At least one is needed.", exception.Message);
    }

    [Fact]
    public void Validation_rows_of_another_size_are_refused()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => Estimator(new()).Fit(Data(VectorData.Learnable(3, 5)), Data(VectorData.Learnable(3, 4))));

        Assert.StartsWith(
            "Schema mismatch for input column 'Features': expected Vector<Single, 5>, got Vector<Single, 4>", exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Training_stops_early_and_keeps_the_best_weights()
    {
        // Two training rows are learnt by heart, which makes the others worse sooner or later.
        var validation = VectorData.Learnable(50, 5, seed: 3);
        var model = Estimator(new() { NumberOfEpochs = 2_000, LearningRate = 0.02f, EarlyStopping = new EarlyStopping(patience: 20) })
            .Fit(Data(VectorData.Learnable(2, 5)), Data(validation));

        var losses = Losses(model);
        Assert.InRange(losses.Length, 21, 1_999);
        Assert.True(losses[^1] > losses.Min());
        Assert.Equal(losses.Min()!.Value, validation.Average(row => Error(model, row)), 1e-7);
    }

    [Fact]
    public void Time_limit_ends_training_with_the_best_weights_so_far()
    {
        var rows = VectorData.Learnable(200, 5);
        var model = Estimator(
            new() { NumberOfEpochs = 1_000_000, MaximumTrainingTime = TimeSpan.FromMilliseconds(200) }).Fit(Data(rows), Data(rows));

        Assert.InRange(model.TrainingHistory.Count, 1, 999_999);
        Assert.Equal(Losses(model).Min()!.Value, rows.Average(row => Error(model, row)), 1e-7);
    }

    [Fact]
    public void Time_limit_shorter_than_a_step_still_makes_one()
    {
        var model = Estimator(new() { NumberOfEpochs = 10, MaximumTrainingTime = TimeSpan.FromTicks(1) }).Fit(
            Data(VectorData.Learnable(20, 5)));

        var untrained = new float[model.Network.Parameters.Length];
        new ParameterLayout(model.Network.Shape, new NetworkArchitecture()).Initialize(untrained, new Random(1));
        Assert.Single(model.TrainingHistory);
        Assert.NotEqual(untrained, model.Network.Parameters);
    }

    private static double?[] Losses(AutoEncoderTransformer model) => [.. model.TrainingHistory.Select(metrics => metrics.ValidationLoss)];

    private static double Error(AutoEncoderTransformer model, float[] row)
    {
        var reconstruction = new float[row.Length];
        model.Reconstruct(row, reconstruction);
        return row.Zip(reconstruction, (value, estimate) => ((double)value - estimate) * (value - estimate)).Average();
    }

    private IDataView Data(float[][] rows) => VectorData.Create(_mlContext, rows);

    private AutoEncoderEstimator Estimator(AutoEncoderEstimator.Options options)
    {
        options.OutputColumnName = "Features";
        options.HiddenLayerSizes = [8];
        options.CodeSize = 2;
        options.Seed = 1;
        options.NumberOfEpochs ??= 4;
        return _mlContext.Transforms.AutoEncoder(options);
    }
}
