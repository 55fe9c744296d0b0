using Benchmarks.Quality.Baselines;
using Benchmarks.Quality.Measures;
using Microsoft.ML.AutoEncoder;
using Mnist;

namespace Benchmarks.Quality.Experiments;

/// <summary>How much of an image 32 values keep, in the measure of most tutorials.</summary>
internal sealed class CrossEntropyOfReconstruction() : ReconstructedImages("cross-entropy", "32 values, binary cross-entropy")
{
    internal override string Explanation =>
        "The binary cross-entropy between pixel and reconstruction, in nats, the mean over the pixels of all test images. Grey pixels " +
        "have one above 0 even if they are hit exactly: a perfect " +
        "reconstruction is the floor.";

    protected override void Configure(AutoEncoderEstimator.Options options)
    {
        options.HiddenLayerSizes = [512, 256];
        options.CodeSize = 32;
        options.Activation = Activation.GELU;
        options.CodeActivation = Activation.Identity;
        options.BatchNormalization = true;
        options.Regularizers = [];
        options.Loss = ReconstructionLoss.BinaryCrossEntropy;
        options.NumberOfEpochs = 8;
        options.LearningRate = 2e-3f;
        options.LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp(warmUpEpochs: 1);
    }

    protected override IEnumerable<QualityFigure> MeasureBaselines(QualityData data)
    {
        var images = Pixels(data.Measured);
        var count = CodeSize;
        var components = new PrincipalComponents(Pixels(data.Training), count);
        yield return Figure($"{count} principal components, clipped to [0, 1]", images, Clipped.ToPixels(components.Reconstruct(images)));
        yield return Figure("the image itself (floor)", images, images);
    }

    protected override QualityFigure Figure(string what, float[][] images, float[][] reconstructions) =>
        new(what, $"{Reconstructions.CrossEntropy(images, reconstructions) / MnistImage.PixelCount:0.0000}");
}
