using Xunit;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Tuning;

public sealed class SearchSpaceTests
{
    [Fact]
    public void Settings_depend_on_the_seed_and_their_number_alone()
    {
        var space = Space();

        var few = TuningDraw.Draw(space, seed: 3, count: 5);
        var many = TuningDraw.Draw(space, seed: 3, count: 9);
        var others = TuningDraw.Draw(space, seed: 4, count: 5);

        Assert.Equal(few.Select(Text), many.Take(5).Select(Text));
        Assert.Empty(many[0].Values);
        Assert.NotEqual(few.Skip(1).Select(Text), others.Skip(1).Select(Text));
        Assert.Equal(Enumerable.Range(1, 9), many.Select(draw => draw.Number));
    }

    [Fact]
    public void Values_lie_in_their_ranges_and_reach_both_ends()
    {
        var options = TuningDraw.Draw(Space(), seed: 1, count: 400).Skip(1).Select(draw => draw.ApplyTo(new Options(), Space())).ToArray();

        Assert.All(options, option =>
        {
            Assert.InRange(option.LearningRate!.Value, 1e-4f, 1e-1f);
            Assert.InRange(option.CodeSize!.Value, 2, 5);
            Assert.InRange(option.Dropout!.Value, 0f, 0.5f);
            Assert.InRange(option.WeightDecay!.Value, 0.25f, 0.5f);
        });
        Assert.Equal([2, 3, 4, 5], options.Select(option => option.CodeSize!.Value).Distinct().Order());
        Assert.Equal(2, options.Select(option => option.Activation).Distinct().Count());
        // Half of the logarithms lie below the middle one.
        Assert.InRange(options.Count(option => option.LearningRate < 0.00316f), 150, 250);
    }

    [Fact]
    public void No_setting_is_drawn_twice()
    {
        var space = new AutoEncoderSearchSpace().Choice(nameof(Options.CodeSize), 1, 2, 3);

        var draws = TuningDraw.Draw(space, seed: 1, count: 20);

        Assert.Equal(["", "1", "2", "3"], draws.Select(Text).Order());
    }

    [Theory]
    [InlineData("LearningRat", "has no option 'LearningRat'")]
    [InlineData(nameof(Options.OutputColumnName), "has no option 'OutputColumnName'")]
    [InlineData(nameof(Options.Seed), "has no option 'Seed'")]
    [InlineData(nameof(Options.CheckpointPath), "has no option")]
    [InlineData(nameof(Options.Activation), "is no number")]
    public void Ranges_of_what_is_no_number_are_refused(string option, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => new AutoEncoderSearchSpace().Uniform(option, 1, 2)).Message);

    [Theory]
    [InlineData(nameof(Options.LearningRate), 0.0, 1.0)]
    [InlineData(nameof(Options.LearningRate), -1.0, 1.0)]
    [InlineData(nameof(Options.Dropout), 0.5, 1.0)]
    [InlineData(nameof(Options.CodeSize), 0.0, 5.0)]
    [InlineData(nameof(Options.CodeSize), 1.5, 5.0)]
    [InlineData(nameof(Options.WeightDecay), 0.2, 0.1)]
    [InlineData(nameof(Options.WeightDecay), double.NaN, 0.1)]
    public void Bounds_that_an_option_cannot_have_are_refused(string option, double minimum, double maximum) =>
        Assert.ThrowsAny<ArgumentException>(() => new AutoEncoderSearchSpace().Uniform(option, minimum, maximum));

    [Fact]
    public void Choices_of_another_type_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new AutoEncoderSearchSpace().Choice(nameof(Options.Activation), "ReLU"));
        Assert.Throws<ArgumentException>(() => new AutoEncoderSearchSpace().Choice(nameof(Options.CodeSize), 0));
        Assert.Throws<ArgumentException>(() => new AutoEncoderSearchSpace().Choice(nameof(Options.CodeSize)));
        Assert.Throws<ArgumentException>(() => Space().Choice(nameof(Options.CodeSize), 1));
    }

    [Fact]
    public void Choices_may_be_layers_null_and_several_options_at_once()
    {
        var space = new AutoEncoderSearchSpace()
            .Choice(nameof(Options.HiddenLayerSizes), new[] { 8 }, new[] { 8, 4 }, null)
            .Choice("pair", [1, 2], (options, value) => (options.CodeSize, options.BatchSize) = (value, 10 * value));

        var options = TuningDraw.Draw(space, seed: 1, count: 7).Skip(1).Select(draw => draw.ApplyTo(new Options(), space)).ToArray();

        Assert.Equal(6, options.Length);
        Assert.Equal(2, options.Count(option => option.HiddenLayerSizes is null));
        Assert.All(options, option => Assert.Equal(10 * option.CodeSize, option.BatchSize));
    }

    private static AutoEncoderSearchSpace Space() => new AutoEncoderSearchSpace()
        .LogUniform(nameof(Options.LearningRate), 1e-4, 1e-1)
        .Uniform(nameof(Options.CodeSize), 2, 5)
        .Uniform(nameof(Options.Dropout), 0, 0.5)
        .Uniform("decay", 0.25, 0.5, (options, value) => options.WeightDecay = (float)value)
        .Choice(nameof(Options.Activation), Activation.ReLU, Activation.Tanh);

    private static string Text(TuningDraw draw) => string.Join(';', draw.Values.Values.Select(OptionText.Format));
}
