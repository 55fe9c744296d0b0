using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Anomaly detectors that are fitted in milliseconds.</summary>
internal static class TinyAnomalyDetector
{
    internal const string Score = DefaultColumnNames.Score;
    internal const string PredictedLabel = DefaultColumnNames.PredictedLabel;
    internal const string SlotErrors = "SlotErrors";

    /// <summary>Detects odd <see cref="SyntheticData.Features"/>, with one hidden layer and few epochs.</summary>
    internal static AutoEncoderAnomalyTrainer.Options Options()
    {
        var autoEncoder = TinyAutoEncoder.Options();
        autoEncoder.InputColumnName = null;
        autoEncoder.OutputColumnName = null;
        return new() { FeatureColumnName = SyntheticData.Features, SlotErrorColumnName = SlotErrors, AutoEncoder = autoEncoder };
    }

    internal static AnomalyPredictionTransformer<AutoEncoderAnomalyModelParameters> Fit(
        IDataView data, AutoEncoderAnomalyTrainer.Options? options = null) =>
        new MLContext().AnomalyDetection.Trainers.AutoEncoder(options ?? Options()).Fit(data);
}
