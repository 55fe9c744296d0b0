using Benchmarks.Quality.Baselines;
using Benchmarks.Quality.Measures;
using Microsoft.ML.AutoEncoder;
using Mnist;
using Samples.Pictures;

namespace Benchmarks.Quality.Experiments;

/// <summary>Takes strong noise out of images.</summary>
internal sealed class DenoisedImages() : QualityExperiment("denoising", "Denoising")
{
    private const float NoiseDeviation = 0.5f;
    private const int TrainingNoiseSeed = 1;
    private const int MeasuredNoiseSeed = 2;
    private const int DrawnCount = 10;

    internal override string Explanation =>
        $"Test images with normally distributed noise (standard deviation {NoiseDeviation}, clipped to [0, 1], drawn with the seed " +
        $"{MeasuredNoiseSeed}) are reconstructed. The figure is the " +
        "squared difference between reconstruction and clean image, the mean over the pixels of all images. The best linear map is that " +
        "of least squares from noisy to clean training images.";

    internal override string Picture => "denoised-images.png";

    protected override void Configure(AutoEncoderEstimator.Options options)
    {
        options.ImageShape = new ImageShape(MnistImage.Side, MnistImage.Side);
        options.CodeSize = 500;
        options.Activation = Activation.GELU;
        options.CodeActivation = Activation.GELU;
        options.Regularizers = [AutoEncoderRegularizer.Denoising(Corruption.Gaussian(NoiseDeviation))];
        options.BatchNormalization = true;
        options.NumberOfEpochs = 20;
        options.LearningRate = 2e-3f;
        options.LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp(warmUpEpochs: 1);
    }

    protected override IEnumerable<QualityFigure> Measure(AutoEncoderTransformer model, QualityData data)
    {
        yield return Figure("autoencoder", data, Reconstructions.Of(model, NoisyImages(data)));
    }

    protected override IEnumerable<QualityFigure> MeasureBaselines(QualityData data)
    {
        float[][] clean = [.. data.Training.Select(image => image.Features)];
        var linearMap = new LinearMap(GaussianNoise.Add(clean, NoiseDeviation, TrainingNoiseSeed), clean);
        var noisy = NoisyImages(data);
        yield return Figure("best linear map, clipped to [0, 1]", data, Clipped.ToPixels(linearMap.Apply(noisy)));
        yield return Figure("the noisy images", data, noisy);
    }

    protected override void Draw(AutoEncoderTransformer model, QualityData data, string path)
    {
        var noisy = NoisyImages(data)[..DrawnCount];
        new ImageGrid(string.Empty, pixelSize: 2)
            .AddRow("test image", [.. data.Measured.Take(DrawnCount).Select(image => image.Features)])
            .AddRow("with noise", noisy)
            .AddRow("reconstruction", Reconstructions.Of(model, noisy))
            .Save(path);
    }

    private static float[][] NoisyImages(QualityData data) =>
        GaussianNoise.Add(data.Measured.Select(image => image.Features), NoiseDeviation, MeasuredNoiseSeed);

    private static QualityFigure Figure(string what, QualityData data, float[][] reconstructions)
    {
        var error = Reconstructions.SquaredError([.. data.Measured.Select(image => image.Features)], reconstructions);
        return new(what, $"{error / MnistImage.PixelCount:0.0000}");
    }
}
