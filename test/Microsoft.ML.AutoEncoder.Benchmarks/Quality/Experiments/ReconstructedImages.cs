using Benchmarks.Quality.Measures;
using Microsoft.ML.AutoEncoder;
using Mnist;

namespace Benchmarks.Quality.Experiments;

/// <summary>How much of an image a small code keeps.</summary>
internal abstract class ReconstructedImages(string name, string title) : QualityExperiment(name, title)
{
    protected override IEnumerable<QualityFigure> Measure(AutoEncoderTransformer model, QualityData data)
    {
        var images = Pixels(data.Measured);
        yield return Figure($"autoencoder, {model.CodeSize} values", images, Reconstructions.Of(model, images));
    }

    protected static float[][] Pixels(IEnumerable<MnistImage> images) => [.. images.Select(image => image.Features)];

    /// <summary>How far reconstructions are from the images.</summary>
    protected abstract QualityFigure Figure(string what, float[][] images, float[][] reconstructions);
}
