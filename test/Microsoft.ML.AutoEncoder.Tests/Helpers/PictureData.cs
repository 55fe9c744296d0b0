namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Small images of a bright spot somewhere on a dark ground.</summary>
internal static class PictureData
{
    /// <param name="count">How many images.</param>
    /// <param name="image">Their size, and the order of the values. Each colour has the spot at its own strength.</param>
    /// <param name="seed">Decides where the spots are.</param>
    internal static float[][] Spots(int count, ImageShape image, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Spot(
            image, random.NextDouble() * (image.Width - 1), random.NextDouble() * (image.Height - 1), 1 + (2 * random.NextDouble())))];
    }

    /// <summary>An image of a spot.</summary>
    /// <param name="image">The size, and the order of the values.</param>
    /// <param name="x">The column of its middle.</param>
    /// <param name="y">The row of its middle.</param>
    /// <param name="radius">How large it is.</param>
    internal static float[] Spot(ImageShape image, double x, double y, double radius)
    {
        var values = new float[image.Count];
        for (var pixel = 0; pixel < image.Height * image.Width; pixel++)
        {
            var (across, down) = ((pixel % image.Width) - x, (pixel / image.Width) - y);
            for (var channel = 0; channel < image.Channels; channel++)
            {
                values[(pixel * image.Steps.Pixel) + (channel * image.Steps.Channel)] =
                    (float)(Math.Exp(-((across * across) + (down * down)) / (2 * radius * radius)) / (1 + channel));
            }
        }

        return values;
    }
}
