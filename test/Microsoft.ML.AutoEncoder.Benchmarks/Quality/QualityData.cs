using Mnist;

namespace Benchmarks.Quality;

/// <summary>The images of an experiment.</summary>
/// <param name="Training">Those that are learnt from.</param>
/// <param name="Measured">Those that the figures are measured on.</param>
internal sealed record QualityData(IReadOnlyList<MnistImage> Training, IReadOnlyList<MnistImage> Measured)
{
    private const int ValidationCount = 10_000;

    /// <summary>All training images, and the test images: for figures that are reported.</summary>
    internal static QualityData ForTest(MnistDataset mnist) => new(mnist.Train, mnist.Test);

    /// <summary>The training images alone, the last 10,000 of them to measure on: for choosing settings.</summary>
    internal static QualityData ForValidation(MnistDataset mnist)
    {
        MnistImage[] images = [.. mnist.Train];
        return new(images[..^ValidationCount], images[^ValidationCount..]);
    }
}
