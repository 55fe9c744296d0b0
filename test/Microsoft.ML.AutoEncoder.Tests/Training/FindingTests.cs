using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>What a look at a finished training tells.</summary>
public sealed class FindingTests
{
    private readonly MLContext _mlContext = new(1);
    private readonly List<string> _log = [];

    public FindingTests() => _mlContext.Log += (_, e) => _log.Add(e.Message);

    [Fact]
    public void A_short_training_was_still_improving()
    {
        var finding = Single(
            new() { NumberOfEpochs = 5, LearningRate = 0.01f }, VectorData.Learnable(400, 6), TrainingFindingKind.StillImproving);

        Assert.Matches(
            @"^The loss was still falling by \d+\.\d% per epoch when training ended after 5 epochs: raise NumberOfEpochs", finding);
    }

    [Fact]
    public void Overfitting_names_the_epoch()
    {
        var random = new Random(1);
        float[][] Noise(int count) => [.. Enumerable.Range(0, count).Select(_ => Row())];
        float[] Row() => [.. Enumerable.Range(0, 6).Select(_ => random.NextSingle())];
        var options = new AutoEncoderEstimator.Options { NumberOfEpochs = 400, LearningRate = 0.02f, HiddenLayerSizes = [32] };

        var finding = Single(options, Noise(12), TrainingFindingKind.Overfitting, Noise(12));

        Assert.Matches(@"^The validation loss has risen since epoch \d+, from 0\.\d+ to 0\.\d+\. Set EarlyStopping", finding);
    }

    [Fact]
    public void Units_that_never_change_are_counted()
    {
        var options = new AutoEncoderEstimator.Options
        {
            CodeActivation = Activation.ReLU,
            Regularizers = [AutoEncoderRegularizer.L1Sparsity(1_000f)],
            NumberOfEpochs = 300,
            LearningRate = 0.02f,
        };

        var finding = Single(options, VectorData.Learnable(100, 6), TrainingFindingKind.ConstantCodeUnits);

        Assert.StartsWith(
            "3 of the 3 units of the code have the same value for all of 100 training rows that were looked at: they say nothing. " +
            "Set CodeActivation to LeakyReLU or Identity",
            finding,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Constant_slots_are_named()
    {
        var rows = VectorData.Learnable(50, 6);
        Array.ForEach(rows, row => row[1] = row[4] = 0.5f);

        var finding = Single(new(), rows, TrainingFindingKind.ConstantSlots);

        Assert.Equal(
            "2 of the 6 slots of the input have the same value in every training row (slot 1, 4): they teach nothing, and can be left out.",
            finding);
    }

    [Fact]
    public void Early_stopping_without_validation_rows_is_told()
    {
        var options = new AutoEncoderEstimator.Options { EarlyStopping = new EarlyStopping() };

        var finding = Single(options, VectorData.Learnable(50, 6), TrainingFindingKind.EarlyStoppingWithoutValidation);

        Assert.Contains("set ValidationFraction", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_collapses_is_told()
    {
        float[][] rows = [.. VectorData.Learnable(100, 6).Select(row => row.Select(value => value * 0.01f).ToArray())];
        var options = new AutoEncoderEstimator.Options
        {
            InputScaling = InputScaling.None,
            OutputActivation = Activation.Sigmoid,
            NumberOfEpochs = 3,
        };

        var finding = Single(options, rows, TrainingFindingKind.UninformativeCode);

        Assert.StartsWith(
            "The reconstructions explain 0.0% of the variance: they are no better than the mean row", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_as_wide_as_the_input_is_told_unless_something_limits_it()
    {
        var rows = VectorData.Learnable(50, 6);

        Assert.Contains("Lower CodeSize", Single(new() { CodeSize = 6 }, rows, TrainingFindingKind.WideCode), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Fit(new() { CodeSize = 6, Regularizers = [AutoEncoderRegularizer.TopKSparsity(2)] }, rows).Findings,
            finding => finding.Kind == TrainingFindingKind.WideCode);
    }

    [Fact]
    public void A_training_that_is_long_enough_has_nothing_to_tell()
    {
        var model = Fit(new() { NumberOfEpochs = null, LearningRate = null }, VectorData.Learnable(300, 6));

        Assert.Empty(model.Findings);
        Assert.InRange(model.FittedEpoch!.ExplainedVariance!.Value, 0.8, 1);
    }

    private string Single(
        AutoEncoderEstimator.Options options, float[][] rows, TrainingFindingKind kind, float[][]? validation = null)
    {
        var model = Fit(options, rows, validation);
        var finding = Assert.Single(model.Findings, finding => finding.Kind == kind);
        Assert.Contains(_log, line => line.Contains(finding.Message, StringComparison.Ordinal));
        Assert.Equal(finding.Message, finding.ToString());
        return finding.Message;
    }

    private AutoEncoderTransformer Fit(AutoEncoderEstimator.Options options, float[][] rows, float[][]? validation = null)
    {
        options.InputColumnName = "Features";
        options.OutputColumnName = "Code";
        options.HiddenLayerSizes ??= [8];
        options.CodeSize ??= 3;
        options.Seed = 3;
        var estimator = _mlContext.Transforms.AutoEncoder(options);
        var data = VectorData.Create(_mlContext, rows);
        return validation is null ? estimator.Fit(data) : estimator.Fit(data, VectorData.Create(_mlContext, validation));
    }
}
