using Benchmarks.Quality.Measures;
using Microsoft.ML.AutoEncoder;
using Mnist;
using Samples.Pictures;

namespace Benchmarks.Quality.Experiments;

/// <summary>A variational autoencoder makes digits of random numbers.</summary>
internal sealed class SamplesOfThePrior() : QualityExperiment("variational", "Variational, 16 values")
{
    private const int SampleSeed = 1;
    private const int SamplesPerSide = 8;

    internal override string Explanation =>
        "The negative evidence lower bound of a test image in nats, with one sample for each image: the reconstruction's binary " +
        "cross-entropy (pixels are taken as probabilities, not " +
        "binarised, so the figure does not compare with those for binary images) plus the divergence of the code from the prior. The " +
        "fitted model has no variances for single images; the " +
        "bound is that with the same variances for all. The picture shows 64 codes drawn from the standard normal distribution and " +
        "decoded, in the order in which they were drawn.";

    internal override string Picture => "samples.png";

    protected override void Configure(AutoEncoderEstimator.Options options)
    {
        options.HiddenLayerSizes = [512, 256];
        options.CodeSize = 16;
        options.Activation = Activation.GELU;
        options.CodeActivation = Activation.Identity;
        options.Loss = ReconstructionLoss.BinaryCrossEntropy;
        options.Regularizers = [AutoEncoderRegularizer.Variational(beta: 1, warmUpEpochs: 2)];
        options.NumberOfEpochs = 15;
        options.LearningRate = 2e-3f;
        options.LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp(warmUpEpochs: 1);
    }

    protected override IEnumerable<QualityFigure> Measure(AutoEncoderTransformer model, QualityData data)
    {
        var bound = new EvidenceLowerBound(model, data.Training);
        var (total, divergence) = bound.MeasureNegative(data.Measured, SampleSeed);
        yield return new QualityFigure("negative evidence lower bound", $"{total:0.0}");
        yield return new QualityFigure("of which divergence from the prior", $"{divergence:0.0}");
        yield return new QualityFigure("units of the code in use", $"{bound.ActiveUnits} of {model.CodeSize}");
        yield return new QualityFigure(
            "negative evidence lower bound in the last epoch of training, training images, variances of their own",
            $"{model.TrainingHistory[^1].Loss * MnistImage.PixelCount:0.0}");
    }

    protected override IEnumerable<QualityFigure> MeasureBaselines(QualityData data) => [];

    protected override void Draw(AutoEncoderTransformer model, QualityData data, string path)
    {
        var random = new Random(SampleSeed);
        var picture = new ImageGrid(string.Empty, pixelSize: 2, labelWidth: 0);
        for (var row = 0; row < SamplesPerSide; row++)
        {
            picture.AddRow(string.Empty, [.. Enumerable.Range(0, SamplesPerSide).Select(_ => Sample(model, random))]);
        }

        picture.Save(path);
    }

    private static float[] Sample(AutoEncoderTransformer model, Random random)
    {
        float[] code = [.. Enumerable.Range(0, model.CodeSize).Select(_ => (float)GaussianNoise.Next(random))];
        var image = new float[MnistImage.PixelCount];
        model.Decode(code, image);
        return image;
    }
}
