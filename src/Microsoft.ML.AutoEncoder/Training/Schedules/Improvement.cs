namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Whether training still gets anywhere, told from its history.</summary>
/// <remarks>A loss that is not finite is no improvement. As long as there was no finite one, nothing was measured, and no epoch counts:
/// then training neither stops early nor lowers its learning rate.</remarks>
internal static class Improvement
{
    /// <exception cref="ArgumentOutOfRangeException">The value is not in [0, 1).</exception>
    internal static void CheckMinimum(float minimumImprovement)
    {
        if (!(minimumImprovement >= 0f && minimumImprovement < 1f))
        {
            throw new ArgumentOutOfRangeException(
                nameof(minimumImprovement),
                minimumImprovement,
                "The minimum improvement is a part of the best loss so far and must be in [0, 1).");
        }
    }

    /// <summary>How often so many epochs in a row went by without an improvement; each time the count of epochs starts anew.</summary>
    internal static int CountPlateaus(IReadOnlyList<EpochMetrics> history, int patience, float minimumImprovement)
    {
        var (plateaus, waited, best) = (0, 0, double.PositiveInfinity);
        foreach (var epoch in history.SkipWhile(epoch => !double.IsFinite(epoch.MonitoredLoss)))
        {
            waited++;
            if (double.IsFinite(epoch.MonitoredLoss) && epoch.MonitoredLoss < best * (1 - minimumImprovement))
            {
                (waited, best) = (0, epoch.MonitoredLoss);
            }
            else if (waited == patience)
            {
                (plateaus, waited) = (plateaus + 1, 0);
            }
        }

        return plateaus;
    }
}
