using Benchmarks.Quality.Baselines;
using Benchmarks.Quality.Measures;
using Microsoft.ML.AutoEncoder;

namespace Benchmarks.Quality.Experiments;

/// <summary>How much of an image thirty values keep (Hinton and Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks",
/// 2006).</summary>
internal sealed class SquaredErrorOfReconstruction() : ReconstructedImages("squared-error", "30 values, squared error")
{
    internal override string Explanation =>
        "The squared error of the reconstruction summed over the 784 pixels of an image, pixels from 0 to 1; the mean over the test " +
        "images.";

    protected override void Configure(AutoEncoderEstimator.Options options)
    {
        options.Goal = AutoEncoderGoal.Reconstruction;
        options.CodeSize = 30;
    }

    protected override IEnumerable<QualityFigure> MeasureBaselines(QualityData data)
    {
        var images = Pixels(data.Measured);
        var count = CodeSize;
        var reconstructions = new PrincipalComponents(Pixels(data.Training), count).Reconstruct(images);
        yield return Figure($"{count} principal components", images, reconstructions);
        yield return Figure($"{count} principal components, clipped to [0, 1]", images, Clipped.ToPixels(reconstructions));
    }

    protected override QualityFigure Figure(string what, float[][] images, float[][] reconstructions) =>
        new(what, $"{Reconstructions.SquaredError(images, reconstructions):0.00}");
}
