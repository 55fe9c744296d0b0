using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

public sealed class ShufflingTests
{
    [Fact]
    public void The_same_seed_gives_the_same_order_before_and_after_saving()
    {
        var input = new SyntheticData(rowCount: 150).Dense;
        var fitted = TinyAutoEncoder.Fit(input);
        var loaded = TinyAutoEncoder.SaveAndLoad(fitted, input.Schema);

        var expected = ViewContent.Texts(fitted.Transform(input), new Random(3));

        Assert.Equal(expected, ViewContent.Texts(fitted.Transform(input), new Random(3)));
        Assert.Equal(expected, ViewContent.Texts(loaded.Transform(input), new Random(3)));
        Assert.NotEqual(expected, ViewContent.Texts(fitted.Transform(input), new Random(4)));
    }

    [Fact]
    public void Shuffling_changes_the_order_of_the_rows_and_nothing_else()
    {
        var input = new SyntheticData(rowCount: 150).Dense;
        var view = TinyAutoEncoder.Fit(input).Transform(input);
        Assert.True(view.CanShuffle);

        var ordered = ViewContent.Texts(view);
        var shuffled = ViewContent.Texts(view, new Random(3));

        Assert.NotEqual(ordered, shuffled);
        Assert.Equal(ordered.Order(), shuffled.Order());
    }

    [Fact]
    public void The_order_is_that_of_the_shuffled_input()
    {
        var input = new SyntheticData(rowCount: 150).Dense;
        var view = TinyAutoEncoder.Fit(input).Transform(input);

        Assert.Equal(
            ViewContent.Read(input, new Random(3)).Select(row => row.Id),
            ViewContent.Read(view, new Random(3)).Select(row => row.Id));
    }

    [Fact]
    public void Data_that_cannot_be_shuffled_keep_their_order()
    {
        var input = new SyntheticData(rowCount: 150).Dense;
        input.CanShuffle = false;
        var view = TinyAutoEncoder.Fit(input).Transform(input);
        Assert.False(view.CanShuffle);

        Assert.Equal(
            ViewContent.Texts(view),
            ViewContent.Texts(view, new Random(3)));
        Assert.Equal(0, input.Log.ShuffledRequestCount);
    }

    [Fact]
    public void A_cache_between_input_and_model_can_be_shuffled()
    {
        var input = new SyntheticData(rowCount: 150).Dense;
        input.CanShuffle = false;
        var model = TinyAutoEncoder.Fit(input);
        var view = model.Transform(new MLContext().Data.Cache(input));
        Assert.True(view.CanShuffle);

        var ordered = ViewContent.Read(model.Transform(input), TinyAutoEncoder.Encoded).Select(ValuesOf).ToArray();
        var shuffled = ViewContent.Read(view, column => column.Name == TinyAutoEncoder.Encoded, new Random(3)).Select(ValuesOf).ToArray();

        Assert.NotEqual(ordered, shuffled);
        Assert.Equal(ordered.Order(), shuffled.Order());
    }

    /// <summary>Without the identifiers, which a cache gives anew.</summary>
    private static string ValuesOf(RowContent row) => string.Join(" | ", row.Values);
}
