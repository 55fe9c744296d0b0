using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>Noise that knows pixels does to images what it is said to do.</summary>
public sealed class ImageNoiseTests
{
    private static readonly ImageShape Image = new(12, 16);

    public static TheoryData<int, int, int, PixelOrder> Sizes => new()
    {
        { 1, 1, 1, PixelOrder.Planar },
        { 1, 9, 1, PixelOrder.Planar },
        { 7, 1, 2, PixelOrder.Interleaved },
        { 5, 8, 3, PixelOrder.Planar },
        { 5, 8, 3, PixelOrder.Interleaved },
    };

    [Fact]
    public void Nothing_moves_where_nothing_is_asked_for()
    {
        var row = PictureData.Spot(Image, 7, 5, 2);

        Assert.Equal(row, Apply(Corruption.Distortion(Image, 0, 0, 0, 0), row), (x, y) => Math.Abs(x - y) < 1e-6);
    }

    [Fact]
    public void A_shift_moves_the_middle_by_its_part_of_the_sides_at_most()
    {
        var row = PictureData.Spot(Image, 7.5, 5.5, 1);
        var corruption = Corruption.Distortion(Image, 0.1f, 0, 0, 0);
        (double X, double Y)[] middles = [.. Seeds(300).Select(seed => Middle(Apply(corruption, row, seed)))];

        Assert.All(middles, middle => Assert.InRange(middle.X, 7.5 - 1.65, 7.5 + 1.65));
        Assert.All(middles, middle => Assert.InRange(middle.Y, 5.5 - 1.25, 5.5 + 1.25));
        Assert.InRange(middles.Max(middle => middle.X) - middles.Min(middle => middle.X), 2.8, 3.3);
        Assert.InRange(middles.Max(middle => middle.Y) - middles.Min(middle => middle.Y), 2.1, 2.5);
        Assert.InRange(middles.Average(middle => middle.X), 7.3, 7.7);
    }

    [Fact]
    public void A_rotation_leaves_the_distance_from_the_middle()
    {
        var row = PictureData.Spot(Image, 10.5, 5.5, 1);
        var corruption = Corruption.Distortion(Image, 0, 45, 0, 0);
        (double X, double Y)[] middles = [.. Seeds(300).Select(seed => Middle(Apply(corruption, row, seed)))];

        Assert.All(middles, middle => Assert.Equal(3, Math.Sqrt(Math.Pow(middle.X - 7.5, 2) + Math.Pow(middle.Y - 5.5, 2)), 0.1));
        Assert.InRange(middles.Max(middle => Math.Abs(middle.Y - 5.5)), 3 * Math.Sin(Math.PI / 4.5), (3 * Math.Sin(Math.PI / 4)) + 0.05);
    }

    [Fact]
    public void A_scale_makes_spots_larger_and_smaller()
    {
        var row = PictureData.Spot(Image, 7.5, 5.5, 1.5);
        var corruption = Corruption.Distortion(Image, 0, 0, 0.5f, 0);
        double[] sums = [.. Seeds(300).Select(seed => Apply(corruption, row, seed).Sum(value => (double)value))];
        var sum = row.Sum(value => (double)value);

        Assert.InRange(sums.Max() / sum, 1.6, 2.3);
        Assert.InRange(sums.Min() / sum, 0.4, 0.65);
    }

    [Fact]
    public void A_bend_moves_parts_of_the_image_apart()
    {
        var corruption = Corruption.Distortion(Image, 0, 0, 0, 0.05f);
        var (left, right) = (PictureData.Spot(Image, 2, 5.5, 1), PictureData.Spot(Image, 13, 5.5, 1));
        double[] distances =
            [.. Seeds(200).Select(seed => Middle(Apply(corruption, right, seed)).X - Middle(Apply(corruption, left, seed)).X)];

        Assert.InRange(distances.Max() - distances.Min(), 2, 8);
        Assert.InRange(distances.Average(), 10.5, 11.5);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Values_stay_between_those_of_the_image(int height, int width, int channels, PixelOrder order)
    {
        var image = new ImageShape(height, width, channels, order);
        var random = new Random(1);
        float[] row = [.. Enumerable.Range(0, image.Count).Select(_ => random.NextSingle() - 0.5f)];

        foreach (var seed in Seeds(50))
        {
            Assert.All(
                Apply(Corruption.Distortion(image, 1, 180, 1, 1), row, seed), value => Assert.InRange(value, row.Min(), row.Max()));
        }
    }

    [Fact]
    public void All_colours_move_alike_in_both_orders()
    {
        var (planar, interleaved) = (new ImageShape(12, 16, 3), new ImageShape(12, 16, 3, PixelOrder.Interleaved));
        foreach (var create in new Func<ImageShape, Corruption>[]
        {
            image => Corruption.Distortion(image, 0.2f, 30, 0.3f, 0.05f), image => Corruption.BlockMasking(image, 3, 0.4f),
        })
        {
            var one = Apply(create(planar), PictureData.Spot(planar, 6, 6, 2));
            var other = Apply(create(interleaved), PictureData.Spot(interleaved, 6, 6, 2));

            Assert.Equal(one, Enumerable.Range(0, one.Length).Select(i => other[(i % (12 * 16) * 3) + (i / (12 * 16))]));
            Assert.Equal(one[..(12 * 16)], one[(12 * 16)..(2 * 12 * 16)].Select(value => value * 2), (x, y) => Math.Abs(x - y) < 1e-6);
        }
    }

    [Fact]
    public void Blocks_are_masked_as_a_whole()
    {
        var image = new ImageShape(40, 60);
        var (masked, edges) = (0, 0);
        foreach (var seed in Seeds(100))
        {
            var row = Apply(Corruption.BlockMasking(image, 5, 0.3f), [.. Enumerable.Repeat(0.5f, image.Count)], seed);
            Assert.All(row, value => Assert.True(value is 0f or 0.5f));
            masked += row.Count(value => value == 0);
            edges += Enumerable.Range(0, image.Count).Count(i => i % 60 != 59 && row[i] != row[i + 1]);
        }

        // 2,400 pixels, in blocks of 25: the share of 100 images has a standard error of 0.005.
        Assert.InRange(masked / 100.0 / image.Count, 0.275, 0.325);
        // An edge can only be between blocks, which is one pair of pixels in five, and is there if one of two is masked.
        Assert.InRange(edges / 100.0 / (40 * 59), 0.2 * 2 * 0.3 * 0.7 * 0.9, 0.2 * 2 * 0.3 * 0.7 * 1.1);
    }

    [Fact]
    public void A_sequence_applies_one_after_the_other_with_draws_of_their_own()
    {
        float[] row = [.. Enumerable.Repeat(1f, 10_000)];
        var twice = Apply(Corruption.Sequence(Corruption.Dropout(0.5f), Corruption.Dropout(0.5f)), row);

        // Were the draws the same, half would be left.
        Assert.InRange(twice.Count(value => value != 0), 2_300, 2_700);
        Assert.All(twice, value => Assert.True(value is 0 or 4));
        Assert.Equal(Apply(Corruption.Masking(0.5f), row), Apply(Corruption.Sequence(Corruption.Masking(0.5f)), row));
    }

    private static IEnumerable<ulong> Seeds(int count) => Enumerable.Range(1, count).Select(seed => SplitMix64.Mix((ulong)seed));

    private static float[] Apply(Corruption corruption, float[] row, ulong seed = 1)
    {
        float[] copy = [.. row];
        corruption.Apply(copy, new RowRandom(seed), float.NegativeInfinity, float.PositiveInfinity);
        return copy;
    }

    private static (double X, double Y) Middle(float[] row)
    {
        var sum = row.Sum(value => (double)value);
        return (
            row.Select((value, i) => value * (double)(i % Image.Width)).Sum() / sum,
            row.Select((value, i) => value * (double)(i / Image.Width)).Sum() / sum);
    }
}
