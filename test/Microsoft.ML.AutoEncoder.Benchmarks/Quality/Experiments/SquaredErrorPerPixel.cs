using Benchmarks.Quality.Baselines;
using Benchmarks.Quality.Measures;
using Microsoft.ML.AutoEncoder;
using Mnist;

namespace Benchmarks.Quality.Experiments;

/// <summary>How much of an image as many values keep as the main job has.</summary>
internal sealed class SquaredErrorPerPixel() : ReconstructedImages("pixel-error", "64 values, squared error per pixel")
{
    internal override string Explanation =>
        "The squared error of the reconstruction, the mean over the pixels, from 0 to 1, of all test images.";

    protected override void Configure(AutoEncoderEstimator.Options options)
    {
        options.CodeSize = 64;
        options.Goal = AutoEncoderGoal.Reconstruction;
    }

    protected override IEnumerable<QualityFigure> MeasureBaselines(QualityData data)
    {
        var images = Pixels(data.Measured);
        var reconstructions = new PrincipalComponents(Pixels(data.Training), CodeSize).Reconstruct(images);
        yield return Figure($"{CodeSize} principal components", images, reconstructions);
    }

    protected override QualityFigure Figure(string what, float[][] images, float[][] reconstructions) =>
        new(what, $"{Reconstructions.SquaredError(images, reconstructions) / MnistImage.PixelCount:0.0000}");
}
