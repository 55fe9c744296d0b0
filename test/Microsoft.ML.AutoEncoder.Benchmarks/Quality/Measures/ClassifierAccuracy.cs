using Microsoft.ML;
using Microsoft.ML.Data;
using Mnist;

namespace Benchmarks.Quality.Measures;

/// <summary>How well a classifier recognises digits by some features.</summary>
/// <param name="createClassifier">Makes the classifier for the columns <see cref="Row.Features"/> and <see cref="Row.Label"/>.</param>
internal sealed class ClassifierAccuracy(Func<MLContext, IEstimator<ITransformer>> createClassifier)
{
    /// <param name="data">Where the labels are.</param>
    /// <param name="training">The features of the images to train on, in their order.</param>
    /// <param name="measured">The features of the images to measure on, in their order.</param>
    /// <returns>The part of the images that is classified correctly.</returns>
    internal double Measure(QualityData data, float[][] training, float[][] measured)
    {
        var mlContext = new MLContext(1);
        var model = createClassifier(mlContext).Fit(Label(mlContext, data.Training, training));
        return mlContext.MulticlassClassification.Evaluate(model.Transform(Label(mlContext, data.Measured, measured))).MicroAccuracy;
    }

    private static IDataView Label(MLContext mlContext, IReadOnlyList<MnistImage> images, float[][] features)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features[0].Length);
        return mlContext.Data.LoadFromEnumerable(
            images.Zip(features, (image, values) => new Row { Features = values, Label = image.Label }), schema);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        [KeyType(MnistImage.DigitCount)]
        public uint Label { get; set; }
    }
}
