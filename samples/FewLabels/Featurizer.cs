using Microsoft.ML;
using Microsoft.ML.Data;
using Mnist;

namespace FewLabels;

/// <summary>Makes features of all images.</summary>
/// <param name="mlContext">The context.</param>
/// <param name="mnist">The images.</param>
internal sealed class Featurizer(MLContext mlContext, MnistDataset mnist)
{
    /// <summary>The features of training images and of test images.</summary>
    internal sealed record Features(FeatureRow[] Train, FeatureRow[] Test);

    /// <summary>The images themselves.</summary>
    internal Features Pixels() => new(
        [.. mnist.Train.Select(image => new FeatureRow { Features = image.Features, Label = image.Label })],
        [.. mnist.Test.Select(image => new FeatureRow { Features = image.Features, Label = image.Label })]);

    /// <param name="model">Makes the column <paramref name="column"/> of images.</param>
    /// <param name="column">The name of the column.</param>
    internal Features Transform(ITransformer model, string column)
    {
        return new(Of(mnist.Train), Of(mnist.Test));

        FeatureRow[] Of(IEnumerable<MnistImage> images) => [.. model
            .Transform(mlContext.Data.LoadFromEnumerable(images))
            .GetColumn<float[]>(column)
            .Zip(images, (features, image) => new FeatureRow { Features = features, Label = image.Label })];
    }
}
