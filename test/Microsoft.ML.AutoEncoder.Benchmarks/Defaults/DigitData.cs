using Mnist;

namespace Benchmarks.Defaults;

/// <summary>MNIST as data for classifiers.</summary>
internal static class DigitData
{
    private const int SmallSide = 8;
    private const int SmallCount = 1_300;

    /// <summary>The first training images.</summary>
    internal static LabelledData Full(MnistDataset mnist, int count) => new(
        $"MNIST, {count:#,0} images", 64, [.. mnist.Train.Take(count).Select(Row)], [.. mnist.Test.Select(Row)]);

    /// <summary>As many digits as scikit-learn's set has, and as small: 8 × 8 pixels, each the mean of an area.</summary>
    internal static LabelledData Small(MnistDataset mnist) => new(
        "digits of 8 × 8", 16, [.. mnist.Train.Take(SmallCount).Select(SmallRow)], [.. mnist.Test.Select(SmallRow)]);

    private static LabelledRow Row(MnistImage image) => new() { Features = image.Features, Label = image.Label + 1 };

    private static LabelledRow SmallRow(MnistImage image)
    {
        const double Ratio = (double)MnistImage.Side / SmallSide;
        var pixels = new float[SmallSide * SmallSide];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (float)Mean(image.Features, i / SmallSide * Ratio, i % SmallSide * Ratio, Ratio);
        }

        return new LabelledRow { Features = pixels, Label = image.Label + 1 };
    }

    private static double Mean(float[] pixels, double top, double left, double side)
    {
        var (sum, area) = (0.0, 0.0);
        for (var y = (int)top; y < top + side; y++)
        {
            for (var x = (int)left; x < left + side; x++)
            {
                var part = Overlap(y, top, side) * Overlap(x, left, side);
                sum += part * pixels[(y * MnistImage.Side) + x];
                area += part;
            }
        }

        return sum / area;
    }

    private static double Overlap(int pixel, double start, double length) =>
        Math.Min(pixel + 1, start + length) - Math.Max(pixel, start);
}
