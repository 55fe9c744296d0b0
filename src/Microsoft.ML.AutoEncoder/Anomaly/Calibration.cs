using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Learns from the training rows what an ordinary row looks like to a fitted network, and which score is unusual.</summary>
internal static class Calibration
{
    // Slots are divided by the unit in float, so its reciprocal must be one too.
    private const double LeastErrorUnit = 1.17549435e-38;

    /// <exception cref="InvalidOperationException">The code is the same in all rows, but its distance is to count; or what is measured is
    /// out of the range of numbers.</exception>
    internal static AnomalyMeasure Measure(
        IHost host, CalibrationPass rows, NetworkShape shape, float codeDistanceWeight, CancellationToken cancellationToken)
    {
        var statistics = new TrainingStatistics(shape.InputSize, codeDistanceWeight > 0 ? shape.CodeSize : null);
        var input = new float[shape.InputSize];
        rows.ForEach(host, cancellationToken, (row, weight) =>
        {
            var difference = row.Difference();
            row.Input.CopyTo(input);
            statistics.Add(input, row.Code(), difference, weight);
        });

        var errorUnit = statistics.ErrorUnit();
        Demand(host, errorUnit is >= LeastErrorUnit and <= float.MaxValue, "mean error of the reconstructions", errorUnit);
        if (codeDistanceWeight == 0)
        {
            return new AnomalyMeasure(null, errorUnit, 0);
        }

        Demand(host, statistics.HasFiniteCodes(), "spread of the codes", double.PositiveInfinity);

        var codes = statistics.CodeDistribution() ?? throw host.Except(
            "The code is the same in all training rows, so that no distance between codes can be measured: the network has learnt " +
            "nothing. Train it longer or with another learning rate, or set " +
            $"{nameof(AutoEncoderAnomalyTrainer.Options.CodeDistanceWeight)} to 0.");
        var isFinite = AreFinite(codes.Mean) && AreFinite(codes.Whitening);
        Demand(host, isFinite, "distance between codes", isFinite ? 0 : double.NaN);
        return new AnomalyMeasure(codes, errorUnit, codeDistanceWeight);
    }

    /// <summary>The score that the given share of the training rows, by weight, exceeds or would exceed with one row more.</summary>
    /// <exception cref="InvalidOperationException">The score is not a finite number.</exception>
    internal static float Threshold(
        IHost host, CalibrationPass rows, AnomalyMeasure measure, float contamination, CancellationToken cancellationToken)
    {
        var scores = new List<(float Score, float Weight)>();
        rows.ForEach(host, cancellationToken, (row, weight) => scores.Add((measure.Score(row.Code(), row.Difference()), weight)));
        scores.Sort((first, second) => second.Score.CompareTo(first.Score));

        var threshold = Threshold(scores, contamination);
        Demand(host, float.IsFinite(threshold), "score above which a row is an anomaly", threshold);
        return threshold;
    }

    /// <param name="scores">The scores with the weights of their rows, the greatest first.</param>
    /// <param name="contamination">The share of the rows that may be above.</param>
    private static float Threshold(List<(float Score, float Weight)> scores, float contamination)
    {
        var allowed = contamination * scores.Sum(row => (double)row.Weight);
        var above = 0.0;
        foreach (var (score, weight) in scores)
        {
            above += weight;
            if (above > allowed)
            {
                return score;
            }
        }

        return scores[^1].Score;
    }

    private static bool AreFinite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    private static void Demand(IHost host, bool holds, string what, double value)
    {
        if (!holds)
        {
            throw host.Except(string.Create(
                CultureInfo.InvariantCulture,
                $"The detector cannot be used: over the training rows, the {what} is {value:G3}, which scores cannot be computed with. ") +
                "Scale the features (NormalizeMinMax, NormalizeMeanVariance, or NormalizeRobustScaling), or lower " +
                $"{nameof(AutoEncoderAnomalyTrainer.Options.AutoEncoder)}.{nameof(AutoEncoderEstimator.Options.LearningRate)}.");
        }
    }
}
