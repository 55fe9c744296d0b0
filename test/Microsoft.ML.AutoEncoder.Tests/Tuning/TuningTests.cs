using Xunit;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Tuning;

public sealed class TuningTests
{
    [Fact]
    public void The_better_half_is_trained_for_longer_and_the_best_wins()
    {
        var result = TinySearch.Run();

        Assert.True(result.HasEnded);
        Assert.Equal([1, 2, 3, 4, 5], result.Trials.Where(trial => trial.Round == 1).Select(trial => trial.Number));
        Assert.All(result.Trials, trial => Assert.Equal(trial.Round == 1 ? 2 : 4, trial.Epochs));
        var first = result.Trials.Where(trial => trial.Round == 1).OrderBy(trial => trial.Metric).Select(trial => trial.Number);
        var second = result.Trials.Where(trial => trial.Round == 2).ToArray();
        Assert.Equal(first.Take(3), second.Select(trial => trial.Number));
        Assert.Same(second.MinBy(trial => trial.Metric), result.Best);
    }

    [Fact]
    public void The_best_options_give_the_model_that_was_measured()
    {
        var result = TinySearch.Run();

        var options = result.Options;
        Assert.Null(options.ValidationFraction);
        Assert.Null(options.NumberOfThreads);
        Assert.Equal(4, options.NumberOfEpochs);
        options.ValidationFraction = Tuner.ValidationFraction;
        var model = new MLContext().Transforms.AutoEncoder(options).Fit(TinySearch.Data);
        Assert.Equal(result.Best.Metric, model.FittedEpoch!.ValidationLoss);
    }

    [Fact]
    public void Results_do_not_depend_on_how_many_run_at_once_or_which_ends_first()
    {
        var alone = TinySearch.Run(With(tuning => tuning.NumberOfParallelTrials = 1));
        var together = TinySearch.Run(With(tuning => (tuning.NumberOfParallelTrials, tuning.Metric) = (4, Slowed())));

        Assert.Equal(alone.Trials.Select(TinySearch.Text), together.Trials.Select(TinySearch.Text));

        // The first ones end last.
        static TuningMetric Slowed() => TuningMetric.Of("slowed", isHigherBetter: false, candidate =>
        {
            candidate.Options.ValidationFraction = Tuner.ValidationFraction;
            var loss = new MLContext().Transforms.AutoEncoder(candidate.Options).Fit(candidate.Data).FittedEpoch!.ValidationLoss!.Value;
            Thread.Sleep(candidate.Options.LearningRate == 0.01f ? 200 : 0);
            return loss;
        });
    }

    [Fact]
    public void A_trial_that_fails_is_a_row_with_its_error()
    {
        var space = new AutoEncoderSearchSpace().Choice("learning rate", [1e30f, 0.02f], (options, value) => options.LearningRate = value);

        var result = TinySearch.Run(With(tuning => tuning.NumberOfTrials = 3), space);

        var failed = Assert.Single(result.Trials, trial => trial.Error is not null);
        Assert.Equal(1e30f, failed.Values["learning rate"]);
        Assert.Null(failed.Metric);
        Assert.Contains("diverged", failed.Error, StringComparison.Ordinal);
        Assert.Contains("failed", result.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(failed.Number, result.Best.Number);
    }

    [Fact]
    public void Where_all_fail_the_first_error_is_thrown()
    {
        var tuning = With(tuning => tuning.Metric = TinySearch.NoTraining(_ => throw new InvalidOperationException("Out of luck.")));

        var exception = Assert.Throws<InvalidOperationException>(() => TinySearch.Run(tuning));

        Assert.Contains("Trial 1: Out of luck.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_that_is_no_number_is_a_failure()
    {
        var tuning = With(tuning => tuning.Metric = TinySearch.NoTraining(candidate =>
            candidate.Options.CodeSize == 2 ? double.NaN : candidate.Options.LearningRate!.Value));

        var result = TinySearch.Run(tuning);

        Assert.All(
            result.Trials,
            trial => Assert.Equal(trial.Values.GetValueOrDefault("CodeSize") is 2, trial.Error == "The number is NaN."));
        Assert.Equal(result.Trials.Where(trial => trial.Round == 2).Min(trial => trial.Metric), result.Best.Metric);
    }

    [Fact]
    public void Losses_in_other_units_do_not_compare()
    {
        var space = new AutoEncoderSearchSpace().Choice(nameof(Options.Loss), ReconstructionLoss.MeanAbsoluteError);

        var byLoss = TinySearch.Run(space: space);
        var byVariance = TinySearch.Run(With(tuning => tuning.Metric = TuningMetric.ExplainedVariance), space);

        var error = Assert.Single(byLoss.Trials, trial => trial.Number == 2).Error!;
        Assert.Contains("does not compare with trial 1", error, StringComparison.Ordinal);
        Assert.All(byVariance.Trials, trial => Assert.Null(trial.Error));
        Assert.True(byVariance.Metric.IsHigherBetter);
    }

    [Fact]
    public void A_pipeline_is_measured_by_cross_validation()
    {
        var metric = TuningMetric.MulticlassAccuracy(
            (mlContext, encoder) => encoder
                .Append(mlContext.Transforms.Conversion.MapValueToKey(SyntheticData.Label))
                .Append(mlContext.MulticlassClassification.Trainers.SdcaMaximumEntropy(
                    SyntheticData.Label, TinyAutoEncoder.Encoded, maximumNumberOfIterations: 5)),
            SyntheticData.Label,
            numberOfFolds: 2);

        var result = TinySearch.Run(With(tuning => (tuning.Metric, tuning.NumberOfTrials, tuning.NumberOfRounds) = (metric, 2, 1)));

        Assert.All(result.Trials, trial => Assert.Null(trial.Error));
        Assert.InRange(result.Best.Metric!.Value, 0.2, 1.0);
    }

    [Fact]
    public void Cancelling_ends_the_search()
    {
        using var cancellation = new CancellationTokenSource();
        var trials = 0;
        var tuning = With(tuning =>
        {
            tuning.CancellationToken = cancellation.Token;
            tuning.NumberOfParallelTrials = 1;
            tuning.ProgressCallback = _ =>
            {
                trials++;
                cancellation.Cancel();
            };
        });

        Assert.ThrowsAny<OperationCanceledException>(() => TinySearch.Run(tuning));
        Assert.Equal(1, trials);
    }

    [Fact]
    public void When_time_is_up_the_best_so_far_is_the_result()
    {
        var tuning = With(tuning =>
        {
            tuning.TimeLimit = TimeSpan.FromSeconds(3);
            tuning.NumberOfParallelTrials = 1;
            tuning.Metric = TinySearch.NoTraining(candidate =>
            {
                if (candidate.Options.CodeSize != TinySearch.SearchOptions().CodeSize || candidate.Options.LearningRate != 0.01f)
                {
                    candidate.CancellationToken.WaitHandle.WaitOne();
                    candidate.CancellationToken.ThrowIfCancellationRequested();
                }

                return 1;
            });
        });

        var result = TinySearch.Run(tuning);

        Assert.False(result.HasEnded);
        Assert.Equal(1, Assert.Single(result.Trials).Number);
        Assert.Contains("time was up", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_time_for_one_trial_there_is_no_result()
    {
        var tuning = With(tuning => (tuning.TimeLimit, tuning.Metric) = (TimeSpan.FromTicks(1), TinySearch.NoTraining(candidate =>
        {
            candidate.CancellationToken.WaitHandle.WaitOne();
            throw new OperationCanceledException();
        })));

        Assert.Contains("time limit", Assert.Throws<InvalidOperationException>(() => TinySearch.Run(tuning)).Message);
    }

    [Fact]
    public void What_a_callback_throws_ends_the_search()
    {
        var tuning = With(tuning => tuning.ProgressCallback = _ => throw new NotSupportedException("Enough."));

        Assert.Equal("Enough.", Assert.Throws<NotSupportedException>(() => TinySearch.Run(tuning)).Message);
    }

    [Fact]
    public void Bad_settings_are_refused_before_the_first_trial()
    {
        var options = TinySearch.SearchOptions();
        options.BatchSize = 0;
        Assert.Contains("BatchSize", Assert.Throws<ArgumentOutOfRangeException>(() => TinySearch.Run(options: options)).Message);
        Assert.Contains(
            "HalvingFactor",
            Assert.Throws<ArgumentOutOfRangeException>(() => TinySearch.Run(With(tuning => tuning.HalvingFactor = 1))).Message);
        options = TinySearch.SearchOptions();
        options.InputColumnName = "Missing";
        Assert.Contains("Missing", Assert.Throws<ArgumentOutOfRangeException>(() => TinySearch.Run(options: options)).Message);
    }

    [Fact]
    public void The_table_has_80_columns_and_the_best_trial_first()
    {
        var result = TinySearch.Run(space: TinySearch.Space
            .Choice(nameof(Options.Activation), Activation.LeakyReLU(0.3f), Activation.ReLU)
            .Uniform("a name that is much too long to have any place in a table of eighty columns", 0, 1, (_, _) => { }));

        var lines = result.ToString().Split('\n');

        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.StartsWith($"validation loss, lower is better; best is trial {result.Best.Number}", lines[0], StringComparison.Ordinal);
        Assert.Equal("Trial  Round  Epochs", lines[1][..20]);
        Assert.Equal(["Trial", "1", "2", "3", "4", "5"], lines.Skip(1).Where(line => line.Length > 5 && line[..5].Trim().Length > 0)
            .Select(line => line[..5].Trim()).Order(StringComparer.Ordinal).OrderBy(word => word.Length < 5));
        Assert.Equal($"{result.Best.Number}", lines[2][..5].Trim());
    }

    private static TuningOptions With(Action<TuningOptions> change)
    {
        var tuning = TinySearch.Tuning;
        change(tuning);
        return tuning;
    }
}
