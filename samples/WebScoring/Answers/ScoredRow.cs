using WebScoring.Scoring;

namespace WebScoring.Answers;

/// <summary>A row of a batch.</summary>
internal sealed record ScoredRow(float[] Code, float Score, bool IsAnomaly)
{
    internal static ScoredRow Create(Scores scores) => new(scores.Encoded, scores.Score, scores.PredictedLabel);
}
