using System.Globalization;
using Benchmarks.Quality.Baselines;
using Benchmarks.Quality.Measures;
using Microsoft.ML.AutoEncoder;

namespace Benchmarks.Quality.Experiments;

/// <summary>How much of an image 64 values keep where the network knows that it is one.</summary>
internal sealed class ConvolutionalReconstruction() : ReconstructedImages("convolutional", "64 values, convolutions")
{
    internal override string Explanation =>
        "The mean squared error of the reconstruction per pixel, pixels from 0 to 1, over the test images.";

    protected override void Configure(AutoEncoderEstimator.Options options)
    {
        options.ImageShape = new ImageShape(28, 28);
        options.Goal = AutoEncoderGoal.Reconstruction;
        options.CodeSize = 64;
    }

    protected override IEnumerable<QualityFigure> MeasureBaselines(QualityData data)
    {
        var images = Pixels(data.Measured);
        var reconstructions = new PrincipalComponents(Pixels(data.Training), CodeSize).Reconstruct(images);
        yield return Figure($"{CodeSize} principal components, clipped to [0, 1]", images, Clipped.ToPixels(reconstructions));
    }

    protected override QualityFigure Figure(string what, float[][] images, float[][] reconstructions) => new(
        what,
        (Reconstructions.SquaredError(images, reconstructions) / images[0].Length).ToString("0.00000", CultureInfo.InvariantCulture));
}
