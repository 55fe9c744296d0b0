using WebScoring.Scoring;

namespace WebScoring.Answers;

/// <summary>How odd a row is, and whether that is above the threshold.</summary>
internal sealed record AnomalyAnswer(float Score, bool IsAnomaly)
{
    internal static AnomalyAnswer Create(Scores scores) => new(scores.Score, scores.PredictedLabel);
}
