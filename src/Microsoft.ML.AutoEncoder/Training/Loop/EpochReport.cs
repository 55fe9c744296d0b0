using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Tells the application how training goes.</summary>
internal static class EpochReport
{
    /// <param name="channel">The log.</param>
    /// <param name="left">How long training will still take, if it goes through all epochs.</param>
    internal static void Announce(IChannel channel, TimeSpan left) =>
        channel.Info(MessageSensitivity.None, "Training will take up to {0:#,0} more seconds", Math.Ceiling(left.TotalSeconds));

    internal static void Give(IChannel channel, TrainingSettings settings, EpochMetrics metrics)
    {
        var penalties = string.Concat(metrics.Penalties.Select(penalty => $", {penalty.Key} {penalty.Value:0.000000}"));
        channel.Info(
            MessageSensitivity.None,
            "Epoch {0}/{1}: loss {2:0.000000}{3}{4}{5}{6}, {7:#,0} rows/s, {8:0.0} s",
            metrics.Epoch,
            settings.NumberOfEpochs,
            metrics.Loss,
            metrics.Penalties.Count > 0 ? $" (reconstruction {metrics.ReconstructionLoss:0.000000}{penalties})" : string.Empty,
            metrics.ValidationLoss is { } validationLoss ? $", validation {validationLoss:0.000000}" : string.Empty,
            (metrics.ValidationExplainedVariance ?? metrics.ExplainedVariance) is { } part ? $", explains {part:0.0%}" : string.Empty,
            Describe("labels", metrics.Labels) + Describe("validation labels", metrics.ValidationLabels),
            metrics.RowsPerSecond,
            metrics.Elapsed.TotalSeconds);
        settings.ProgressCallback?.Invoke(metrics);
    }

    private static string Describe(string name, LabelMetrics? labels) => labels is null ? string.Empty : $", {name} {labels}";
}
