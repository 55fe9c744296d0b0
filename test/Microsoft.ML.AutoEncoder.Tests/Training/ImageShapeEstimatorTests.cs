using Microsoft.ML.AutoEncoder.Training;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Rows that are images are known as such, and others are not taken for images.</summary>
public sealed class ImageShapeEstimatorTests
{
    public static TheoryData<int, int, int, PixelOrder> Sizes => new()
    {
        { 8, 8, 1, PixelOrder.Planar },
        { 28, 28, 1, PixelOrder.Planar },
        { 12, 20, 1, PixelOrder.Planar },
        { 20, 12, 1, PixelOrder.Planar },
        { 16, 16, 3, PixelOrder.Planar },
        { 16, 16, 3, PixelOrder.Interleaved },
        { 9, 15, 3, PixelOrder.Interleaved },
    };

    public static TheoryData<string, Func<Random, float[]>> OtherRows => new()
    {
        { "noise", random => [.. Enumerable.Range(0, 144).Select(_ => random.NextSingle())] },
        { "a constant", _ => [.. Enumerable.Repeat(3f, 144)] },
        { "one number in all slots", random => [.. Enumerable.Repeat(random.NextSingle(), 144)] },
        { "a slow series", random => Series(random, 200) },
        { "a random walk", Walk },
        { "a rare word", random => [.. Enumerable.Range(0, 144).Select(_ => random.Next(20) == 0 ? 1f : 0f)] },
        { "a category", random => OneOf(random, 144) },
        { "causes behind slots in no order", random => Causes(random) },
        { "too few slots", random => [.. Enumerable.Range(0, 60).Select(_ => random.NextSingle())] },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_image_is_known(int height, int width, int channels, PixelOrder order)
    {
        var image = new ImageShape(height, width, channels, order);

        Assert.Equal(image, ImageShapeEstimator.Estimate(Store(PictureData.Spots(400, image))));
    }

    [Fact]
    public void Few_images_say_nothing() => Assert.Null(ImageShapeEstimator.Estimate(Store(PictureData.Spots(31, new ImageShape(12, 12)))));

    [Theory]
    [MemberData(nameof(OtherRows), DisableDiscoveryEnumeration = true)]
    public void Other_rows_are_no_images(string what, Func<Random, float[]> create)
    {
        var random = new Random(1);
        float[][] rows = [.. Enumerable.Range(0, 400).Select(_ => create(random))];

        Assert.True(ImageShapeEstimator.Estimate(Store(rows)) is null, what);
    }

    private static RowStore Store(float[][] rows)
    {
        var store = new RowStore(rows[0].Length, hasWeights: false);
        foreach (var row in rows)
        {
            store.Add(row, 1);
        }

        return store;
    }

    private static float[] Series(Random random, int count)
    {
        var (phase, speed) = (random.NextDouble() * 6, 0.02 + (random.NextDouble() / 50));
        return [.. Enumerable.Range(0, count).Select(i => (float)Math.Sin(phase + (i * speed)))];
    }

    private static float[] Walk(Random random)
    {
        var position = 0f;
        return [.. Enumerable.Range(0, 144).Select(_ => position += random.NextSingle() - 0.5f)];
    }

    private static float[] OneOf(Random random, int count)
    {
        var row = new float[count];
        row[random.Next(count)] = 1;
        return row;
    }

    private static float[] Causes(Random random)
    {
        float[] causes = [.. Enumerable.Range(0, 5).Select(_ => random.NextSingle())];
        var order = new Random(7);
        return [.. Enumerable.Range(0, 144).Select(_ => causes[order.Next(5)] + (random.NextSingle() / 5))];
    }
}
