using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Learns from the training rows what an ordinary row looks like to a fitted network, and which score is unusual.</summary>
internal static class Calibration
{
    /// <exception cref="InvalidOperationException">The code is the same in all rows, but its distance is to count.</exception>
    internal static AnomalyMeasure Measure(
        IHost host, CalibrationPass rows, NetworkShape shape, float codeDistanceWeight, CancellationToken cancellationToken)
    {
        var statistics = new TrainingStatistics(shape.InputSize, shape.CodeSize);
        var input = new float[shape.InputSize];
        rows.ForEach(host, cancellationToken, (row, weight) =>
        {
            var difference = row.Difference();
            row.Input.CopyTo(input);
            statistics.Add(input, row.Code(), difference, weight);
        });

        if (codeDistanceWeight == 0)
        {
            return new AnomalyMeasure(null, statistics.ErrorUnit(), 0);
        }

        var codes = statistics.CodeDistribution() ?? throw host.Except(
            $"The code is the same in all training rows, so that no distance between codes can be measured: " +
            $"the network has learnt nothing. Train it longer or " +
            $"with another learning rate, or set {nameof(AutoEncoderAnomalyTrainer.Options.CodeDistanceWeight)} to 0.");
        return new AnomalyMeasure(codes, statistics.ErrorUnit(), codeDistanceWeight);
    }

    /// <summary>The score that the given share of the training rows, by weight, exceeds or would exceed with one row more.</summary>
    internal static float Threshold(
        IHost host, CalibrationPass rows, AnomalyMeasure measure, float contamination, CancellationToken cancellationToken)
    {
        var scores = new List<(float Score, float Weight)>();
        rows.ForEach(host, cancellationToken, (row, weight) => scores.Add((measure.Score(row.Code(), row.Difference()), weight)));
        scores.Sort((first, second) => second.Score.CompareTo(first.Score));

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
}
