using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Finds out whether rows are images, and of what size: in an image the values of neighbouring pixels go together, to the side and
/// below, and those half a line apart do less.</summary>
internal static class ImageShapeEstimator
{
    private const int LeastSide = 8;
    private const int LeastRows = 32;
    private const int MostRows = 512;
    private const int MostValues = 1 << 22;
    private const int MostPairs = 2_048;

    // How far values of neighbours go together at least, and how much less those half a line apart.
    private const double LeastCorrelation = 0.4;
    private const double LeastDifference = 0.15;

    private const double LeastColourCorrelation = 0.6;
    private const double LeastColourDifference = 0.02;

    // A series that changes slowly goes together with whatever is near: an image can be longer than wide, but not that much.
    private const int MostTimesWider = 4;

    /// <param name="rows">A sample of the rows, before they are scaled.</param>
    /// <returns>Null where they are no images, or there are too few of them to tell.</returns>
    internal static ImageShape? Estimate(RowStore rows)
    {
        var count = Math.Min(Math.Min(rows.RowCount, MostRows), MostValues / rows.RowSize);
        if (rows.RowSize < LeastSide * LeastSide || count < LeastRows)
        {
            return null;
        }

        var slots = Centre(rows, count);
        // Colours go together, so that an image in colour could pass for one in grey that is three times as large.
        return Find(slots, 3, PixelOrder.Planar) ?? Find(slots, 3, PixelOrder.Interleaved) ?? Find(slots, 1, PixelOrder.Planar);
    }

    /// <summary>Of all ways to divide a row into lines, the one in which neighbours go together most.</summary>
    private static ImageShape? Find(float[][] slots, int channels, PixelOrder order)
    {
        var pixels = slots.Length / channels;
        var (best, most) = ((ImageShape?)null, LeastCorrelation);
        for (var width = LeastSide; pixels * channels == slots.Length && width <= pixels / LeastSide; width++)
        {
            var height = pixels / width;
            if (pixels % width == 0 && width <= MostTimesWider * height && height <= MostTimesWider * width)
            {
                var image = new ImageShape(height, width, channels, order);
                var correlation = Correlation(slots, image);
                (best, most) = correlation > most ? (image, correlation) : (best, most);
            }
        }

        return best is { Channels: > 1 } && !HasColours(slots, best) ? null : best;
    }

    /// <summary>Whether the colours of a pixel go together, and, where they stand side by side, more than those of neighbours that do as
    /// well.</summary>
    private static bool HasColours(float[][] slots, ImageShape image)
    {
        var channelStep = image.Steps.Channel;
        var together = Correlation(slots, image, channelStep, lines: 0, columns: 0, channels: 0..2);
        return together >= LeastColourCorrelation
            && (image.Order == PixelOrder.Planar
                || together - Correlation(slots, image, channelStep, lines: 0, columns: 1, channels: 2..3) >= LeastColourDifference);
    }

    /// <summary>For each slot, what its values have above their mean.</summary>
    private static float[][] Centre(RowStore rows, int count)
    {
        var slots = new float[rows.RowSize][];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = new float[count];
        }

        var values = new float[rows.RowSize];
        for (var row = 0; row < count; row++)
        {
            rows.Copy((int)((long)row * rows.RowCount / count), values);
            for (var slot = 0; slot < slots.Length; slot++)
            {
                slots[slot][row] = values[slot];
            }
        }

        foreach (var slot in slots)
        {
            TensorPrimitives.Subtract(slot, TensorPrimitives.Sum<float>(slot) / count, slot);
        }

        return slots;
    }

    /// <summary>How far the values of neighbours go together, in the direction in which they do less; 0 where those half a line apart do
    /// so as well.</summary>
    private static double Correlation(float[][] slots, ImageShape image)
    {
        var (pixelStep, channels) = (image.Steps.Pixel, ..image.Channels);
        var below = Correlation(slots, image, image.Width * pixelStep, lines: 1, columns: 0, channels);
        var half = image.Width / 2;
        return below - Correlation(slots, image, half * pixelStep, lines: 0, columns: half, channels) >= LeastDifference
            ? Math.Min(below, Correlation(slots, image, pixelStep, lines: 0, columns: 1, channels))
            : 0;
    }

    /// <summary>The covariances of some pairs of slots by their deviations: pairs that vary little count little.</summary>
    /// <param name="slots">The values of the slots.</param>
    /// <param name="image">What they are taken for.</param>
    /// <param name="distance">From the first slot of a pair to the second.</param>
    /// <param name="lines">How many lines at the end have no first slot.</param>
    /// <param name="columns">How many columns at the end have none.</param>
    /// <param name="channels">The channels of the first slots.</param>
    private static double Correlation(float[][] slots, ImageShape image, int distance, int lines, int columns, Range channels)
    {
        var (firstChannel, channelCount) = channels.GetOffsetAndLength(image.Channels);
        var width = image.Width - columns;
        var pixels = (image.Height - lines) * width;
        var step = Math.Max(1, channelCount * pixels / MostPairs);
        var (covariance, deviations) = (0.0, 0.0);
        for (var pair = 0; pair < channelCount * pixels; pair += step)
        {
            var (channel, pixel) = (firstChannel + (pair / pixels), pair % pixels);
            var place = ((pixel / width * image.Width) + (pixel % width)) * image.Steps.Pixel;
            var left = slots[place + (channel * image.Steps.Channel)];
            var right = slots[place + (channel * image.Steps.Channel) + distance];
            covariance += TensorPrimitives.Dot<float>(left, right);
            deviations += Math.Sqrt((double)TensorPrimitives.SumOfSquares<float>(left) * TensorPrimitives.SumOfSquares<float>(right));
        }

        return deviations > 0 ? covariance / deviations : 0;
    }
}
