using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>An estimator never changes, and a seed decides the model.</summary>
public sealed class RepeatabilityTests
{
    private readonly SyntheticData _data = new(rowCount: 60);

    [Fact]
    public void An_estimator_that_is_fitted_twice_gives_the_same_bits()
    {
        var estimator = new MLContext().Transforms.AutoEncoder(TinyAutoEncoder.OptionsWithAllColumns());

        Assert.Equal(Score(estimator.Fit(_data.Dense)), Score(estimator.Fit(_data.Dense)));
    }

    [Fact]
    public void An_estimator_without_a_seed_gives_the_same_bits_each_time()
    {
        var estimator = new MLContext().Transforms.AutoEncoder(OptionsWithSeed(null));

        Assert.Equal(Score(estimator.Fit(_data.Dense)), Score(estimator.Fit(_data.Dense)));
    }

    [Fact]
    public void Fitting_to_other_data_in_between_changes_nothing()
    {
        var estimator = new MLContext().Transforms.AutoEncoder(TinyAutoEncoder.OptionsWithAllColumns());
        var other = new SyntheticData(size: 9, seed: 2).Dense;

        var expected = Score(estimator.Fit(_data.Dense));
        estimator.Fit(other);

        Assert.Equal(expected, Score(estimator.Fit(_data.Dense)));
    }

    [Fact]
    public void Two_estimators_with_the_same_seed_give_the_same_bits()
    {
        Assert.Equal(Score(Fit(OptionsWithSeed(7), contextSeed: 1)), Score(Fit(OptionsWithSeed(7), contextSeed: 2)));
    }

    [Fact]
    public void Different_seeds_give_different_models()
    {
        Assert.NotEqual(Score(Fit(OptionsWithSeed(7))), Score(Fit(OptionsWithSeed(8))));
    }

    [Fact]
    public void Without_a_seed_that_of_the_context_decides()
    {
        var expected = Score(Fit(OptionsWithSeed(null), contextSeed: 1));

        Assert.Equal(expected, Score(Fit(OptionsWithSeed(null), contextSeed: 1)));
        Assert.NotEqual(expected, Score(Fit(OptionsWithSeed(null), contextSeed: 2)));
    }

    [Fact]
    public void Fits_of_one_estimator_on_several_threads_give_the_bits_that_one_alone_gives()
    {
        var estimator = new MLContext().Transforms.AutoEncoder(TinyAutoEncoder.OptionsWithAllColumns());
        var expected = Score(estimator.Fit(_data.Dense));

        var actual = ParallelRun.OnThreads(2, _ => Score(estimator.Fit(_data.Dense)));

        Assert.All(actual, score => Assert.Equal(expected, score));
    }

    [Fact]
    public void Fits_of_different_estimators_at_once_do_not_disturb_each_other()
    {
        var context = new MLContext(1);
        var estimators = Enumerable.Range(0, 4).Select(seed => context.Transforms.AutoEncoder(OptionsWithSeed(seed))).ToArray();
        var expected = estimators.Select(estimator => Score(estimator.Fit(_data.Dense))).ToArray();

        var actual = ParallelRun.OnThreads(estimators.Length, i => Score(estimators[i].Fit(_data.Dense)));

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Options_that_change_after_the_estimator_is_created_have_no_effect()
    {
        var options = TinyAutoEncoder.OptionsWithAllColumns();
        var expected = Score(Fit(options));
        var estimator = new MLContext().Transforms.AutoEncoder(options);

        options.HiddenLayerSizes![0] = 9;
        options.CodeSize = 9;
        options.Seed = 9;
        options.NumberOfEpochs = 9;
        options.OutputColumnName = "Other";
        options.OutputActivation = Activation.Identity;

        Assert.Equal(expected, Score(estimator.Fit(_data.Dense)));
    }

    [Fact]
    public void Fitting_leaves_the_data_alone()
    {
        var view = _data.Dense;
        var expected = ViewContent.Texts(view);

        TinyAutoEncoder.Fit(view);

        Assert.Equal(expected, ViewContent.Texts(view));
        Assert.Equal(0, view.Log.OpenCursorCount);
    }

    private static AutoEncoderEstimator.Options OptionsWithSeed(int? seed)
    {
        var options = TinyAutoEncoder.OptionsWithAllColumns();
        options.Seed = seed;
        return options;
    }

    private AutoEncoderTransformer Fit(AutoEncoderEstimator.Options options, int contextSeed = 1) =>
        new MLContext(contextSeed).Transforms.AutoEncoder(options).Fit(_data.Dense);

    private string[] Score(AutoEncoderTransformer model) => ViewContent.Texts(model.Transform(_data.Dense));
}
