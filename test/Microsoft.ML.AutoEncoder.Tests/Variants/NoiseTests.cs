using Microsoft.ML.AutoEncoder.Training;
using Xunit;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>Random numbers have the distributions that they are said to have. Bounds are five standard errors of the count.</summary>
public sealed class NoiseTests
{
    private const int Count = 100_001;

    [Fact]
    public void Uniform_values_are_even_in_their_range()
    {
        var values = new float[Count];
        Random(1).FillUniform(values);

        Assert.All(values, value => Assert.InRange(value, 0f, 0.99999999f));
        Assert.All(values.CountBy(value => (int)(value * 10)), part => Assert.InRange(part.Value, Around(0.1).Low, Around(0.1).High));
    }

    [Fact]
    public void Gaussian_values_have_the_standard_normal_distribution()
    {
        var values = new float[Count];
        Random(1).FillGaussian(values);

        Assert.InRange(values.Average(value => (double)value), -5 / Math.Sqrt(Count), 5 / Math.Sqrt(Count));
        Assert.InRange(values.Count(value => Math.Abs(value) < 1), Around(0.682689).Low, Around(0.682689).High);
        Assert.InRange(values.Count(value => value > 2), Around(0.0227501).Low, Around(0.0227501).High);
        Assert.InRange(values.Count(value => value < -3), Around(0.0013499).Low, Around(0.0013499).High);
        Assert.NotEqual(values[..(Count / 2)], values[(Count / 2)..^1]);
    }

    [Fact]
    public void Signs_are_even()
    {
        var values = new float[Count];
        Random(1).FillSigns(values);

        Assert.All(values, value => Assert.Equal(1f, Math.Abs(value)));
        Assert.InRange(values.Count(value => value > 0), Around(0.5).Low, Around(0.5).High);
        Assert.InRange(values.Zip(values.Skip(63)).Count(pair => pair.First == pair.Second), Around(0.5).Low, Around(0.5).High);
    }

    [Fact]
    public void Masking_sets_its_part_of_the_values_to_zero_and_changes_no_other()
    {
        var row = Row(0.5f);
        Corruption.Masking(0.3f).Apply(row, Random(1), 0, 1);

        Assert.InRange(row.Count(value => value == 0f), Around(0.3).Low, Around(0.3).High);
        Assert.All(row, value => Assert.True(value is 0f or 0.5f));
    }

    [Fact]
    public void Dropout_raises_what_is_left()
    {
        var row = Row(0.5f);
        Corruption.Dropout(0.3f).Apply(row, Random(1), 0, 1);

        Assert.InRange(row.Count(value => value == 0f), Around(0.3).Low, Around(0.3).High);
        Assert.All(row, value => Assert.True(value == 0f || Math.Abs(value - (0.5f / 0.7f)) < 1e-6f));
    }

    [Fact]
    public void Dropout_draws_the_probability_of_each_row()
    {
        double[] parts = [.. Enumerable.Range(0, 200).Select(seed =>
        {
            var row = Row(1f);
            Corruption.Dropout(0.1f, 0.9f).Apply(row, Random((ulong)seed), 0, 1);
            return row.Count(value => value == 0f) / (double)Count;
        })];

        Assert.InRange(parts.Min(), 0.09, 0.15);
        Assert.InRange(parts.Max(), 0.85, 0.91);
        Assert.InRange(parts.Average(), 0.44, 0.56);
    }

    [Fact]
    public void Some_rows_stay_as_they_are()
    {
        var corruption = Corruption.Sometimes(Corruption.Masking(0.5f), 0.3f);
        float[] masked = [.. Enumerable.Range(0, 10_000).Select(seed =>
        {
            float[] row = [.. Enumerable.Repeat(0.5f, 64)];
            corruption.Apply(row, Random((ulong)seed), 0, 1);
            return row.Count(value => value == 0f) / 64f;
        })];

        // The standard errors are 0.0046 and, of the part of the values that is left in the rows of which some are, 0.0011.
        Assert.InRange(masked.Count(part => part > 0) / 10_000.0, 0.277, 0.323);
        Assert.InRange(masked.Where(part => part > 0).Average(), 0.494, 0.506);
    }

    [Fact]
    public void Salt_and_pepper_sets_its_part_of_the_values_to_the_ends_of_the_range()
    {
        var row = Row(0.5f);
        Corruption.SaltAndPepper(0.3f).Apply(row, Random(1), -1, 1);

        Assert.InRange(row.Count(value => value == -1f), Around(0.15).Low, Around(0.15).High);
        Assert.InRange(row.Count(value => value == 1f), Around(0.15).Low, Around(0.15).High);
        Assert.All(row, value => Assert.True(value is -1f or 1f or 0.5f));
    }

    [Fact]
    public void Gaussian_noise_is_clipped_to_the_range()
    {
        var (clipped, free) = (Row(0.5f), Row(0.5f));
        Corruption.Gaussian(0.5f).Apply(clipped, Random(1), 0, 1);
        Corruption.Gaussian(0.5f).Apply(free, Random(1), float.NegativeInfinity, float.PositiveInfinity);

        Assert.Equal(free.Select(value => Math.Clamp(value, 0f, 1f)), clipped);
        Assert.InRange(clipped.Count(value => value == 0f), Around(0.158655).Low, Around(0.158655).High);
        Assert.InRange(free.Count(value => value is < 0f or > 1f), Around(0.317311).Low, Around(0.317311).High);
    }

    [Fact]
    public void Dropout_keeps_the_mean()
    {
        using var scope = NewDisposeScope();
        var mask = new StepRandom(1, 1, 0, 1, TrainingDevice.Cpu).Mask(RandomStream.Dropout, Count, 0.2f).data<float>().ToArray();

        Assert.All(mask, value => Assert.True(value is 0f or 1.25f));
        Assert.InRange(mask.Count(value => value == 0f), Around(0.2).Low, Around(0.2).High);
    }

    [Fact]
    public void Row_has_the_same_noise_whoever_trains_it_and_other_noise_than_any_other()
    {
        using var scope = NewDisposeScope();
        float[] Rows(int seed, int step, int first, int count, RandomStream purpose = RandomStream.CodeSample) =>
            new StepRandom(seed, step, first, count, TrainingDevice.Cpu).Gaussian(purpose, 3).data<float>().ToArray();

        var expected = Rows(1, 1, 0, 8);

        Assert.Equal(expected[15..], Rows(1, 1, 5, 3));
        Assert.Equal(24, expected.Distinct().Count());
        Assert.Empty(expected.Intersect(Rows(2, 1, 0, 8)));
        Assert.Empty(expected.Intersect(Rows(1, 2, 0, 8)));
        Assert.Empty(expected.Intersect(Rows(1, 1, 8, 8)));
        Assert.Empty(expected.Intersect(Rows(1, 1, 0, 8, RandomStream.Corruption)));
    }

    private static RowRandom Random(ulong key) => new(key);

    private static float[] Row(float value) => [.. Enumerable.Repeat(value, Count)];

    private static (int Low, int High) Around(double probability)
    {
        var error = 5 * Math.Sqrt(Count * probability * (1 - probability));
        return ((int)((Count * probability) - error), (int)((Count * probability) + error));
    }
}
