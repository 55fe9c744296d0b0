using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Model;

public sealed class MeanSquareTests
{
    [Theory, InlineData(1), InlineData(15), InlineData(17), InlineData(784)]
    public void It_is_the_mean_of_the_squares(int count)
    {
        var values = Values(count);

        Assert.Equal(values.Average(value => (double)value * value), MeanSquare.Of(values), 1e-6);
    }

    [Fact]
    public void It_does_not_depend_on_where_the_values_lie()
    {
        var values = Values(784);
        var memory = new float[values.Length + 32];

        var means = Enumerable.Range(0, 32).Select(start =>
        {
            var place = memory.AsSpan(start, values.Length);
            values.CopyTo(place);
            return MeanSquare.Of(place);
        });

        Assert.Single(means.Distinct());
    }

    private static float[] Values(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }
}
