using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Decoding;

public sealed class InterpolationTests
{
    private static readonly SyntheticData Data = new();
    private static readonly AutoEncoderTransformer Model = TinyAutoEncoder.Fit(Data.Dense);

    [Fact]
    public void A_walk_leads_from_one_reconstruction_to_the_other_in_equal_steps_of_the_code()
    {
        var walk = Model.Interpolate(Data.Rows[0], Data.Rows[1], 5);

        Assert.Equal(5, walk.Length);
        Assert.Equal(Reconstruct(Data.Rows[0]), walk[0]);
        Assert.Equal(Reconstruct(Data.Rows[1]), walk[^1]);
        var middle = Encode(Data.Rows[0]).Zip(Encode(Data.Rows[1]), (first, second) => (0.5f * first) + (0.5f * second)).ToArray();
        var expected = new float[Data.Size];
        Model.Decode(middle, expected);
        Assert.Equal(expected, walk[2]);
        Assert.NotEqual(walk[1], walk[3]);
    }

    [Fact]
    public void The_same_walk_has_the_same_bits() =>
        Assert.Equal(Model.Interpolate(Data.Rows[2], Data.Rows[3], 7), Model.Interpolate(Data.Rows[2], Data.Rows[3], 7));

    [Theory, InlineData(1), InlineData(0), InlineData(-1)]
    public void A_walk_has_at_least_two_steps(int steps) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Model.Interpolate(Data.Rows[0], Data.Rows[1], steps));

    [Fact]
    public void Rows_of_another_size_are_refused()
    {
        Assert.Throws<ArgumentException>("first", () => Model.Interpolate(new float[5], Data.Rows[1], 2));
        Assert.Throws<ArgumentException>("second", () => Model.Interpolate(Data.Rows[1], new float[7], 2));
    }

    private static float[] Encode(float[] row)
    {
        var code = new float[Model.CodeSize];
        Model.Encode(row, code);
        return code;
    }

    private static float[] Reconstruct(float[] row)
    {
        var reconstruction = new float[Model.InputSize];
        Model.Reconstruct(row, reconstruction);
        return reconstruction;
    }
}
