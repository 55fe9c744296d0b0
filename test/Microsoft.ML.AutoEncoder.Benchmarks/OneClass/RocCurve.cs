using Microsoft.ML;
using Mnist;

namespace Benchmarks.OneClass;

/// <summary>The area under the ROC curve, as ML.NET measures it: the chance that an image of another digit scores higher than one of the
/// digit.</summary>
internal static class RocCurve
{
    internal static double Area(IReadOnlyList<MnistImage> images, float[] scores, int digit)
    {
        var mlContext = new MLContext();
        var rows = images.Zip(scores, (image, score) => new Row { Score = score, Label = image.Digit == digit ? 0f : 1f });
        return mlContext.AnomalyDetection.Evaluate(mlContext.Data.LoadFromEnumerable(rows)).AreaUnderRocCurve;
    }

    private sealed class Row
    {
        public float Score { get; set; }

        public float Label { get; set; }

        /// <summary>Plays no part in the area, but is asked for.</summary>
        public bool PredictedLabel { get; set; }
    }
}
