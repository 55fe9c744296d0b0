using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Tells the application about an epoch.</summary>
internal static class EpochReport
{
    internal static void Give(IChannel channel, TrainingSettings settings, EpochMetrics metrics)
    {
        var penalties = string.Concat(metrics.Penalties.Select(penalty => $", {penalty.Key} {penalty.Value:0.000000}"));
        channel.Info(
            MessageSensitivity.None,
            "Epoch {0}/{1}: loss {2:0.000000}{3}{4}, {5:#,0} rows/s, {6:0.0} s",
            metrics.Epoch,
            settings.NumberOfEpochs,
            metrics.Loss,
            metrics.Penalties.Count > 0 ? $" (reconstruction {metrics.ReconstructionLoss:0.000000}{penalties})" : string.Empty,
            metrics.ValidationLoss is { } validationLoss ? $", validation {validationLoss:0.000000}" : string.Empty,
            metrics.RowsPerSecond,
            metrics.Elapsed.TotalSeconds);
        settings.ProgressCallback?.Invoke(metrics);
    }
}
