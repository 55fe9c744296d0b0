using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;
using Mnist;

namespace Benchmarks.OneClass;

/// <summary>The library's trainer with its default settings, where no others are given.</summary>
internal sealed class AutoEncoderDetector(int seed, int? codeSize, int? numberOfEpochs, bool isOfImages, bool isConvolutional) : IDetector
{
    public string Name => $"autoencoder, seed {seed}";

    public float[] Score(IReadOnlyList<MnistImage> training, IReadOnlyList<MnistImage> scored)
    {
        var mlContext = new MLContext();
        var options = new AutoEncoderAnomalyTrainer.Options();
        options.AutoEncoder.Seed = seed;
        options.AutoEncoder.NumberOfThreads = 1;
        if (isOfImages || isConvolutional)
        {
            options.AutoEncoder.ImageShape = new ImageShape(MnistImage.Side, MnistImage.Side);
        }

        if (isConvolutional)
        {
            options.AutoEncoder.EncoderLayers = [ImageLayer.Convolution(16, stride: 2), ImageLayer.Convolution(32, stride: 2)];
            options.AutoEncoder.HiddenLayerSizes = [];
        }

        options.AutoEncoder.CodeSize = codeSize ?? options.AutoEncoder.CodeSize;
        options.AutoEncoder.NumberOfEpochs = numberOfEpochs ?? options.AutoEncoder.NumberOfEpochs;
        var model = mlContext.AnomalyDetection.Trainers.AutoEncoder(options).Fit(mlContext.Data.LoadFromEnumerable(training));
        return [.. model.Transform(mlContext.Data.LoadFromEnumerable(scored)).GetColumn<float>("Score")];
    }
}
