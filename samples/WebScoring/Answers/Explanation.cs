using WebScoring.Scoring;

namespace WebScoring.Answers;

/// <summary>All that the model says of a row.</summary>
/// <param name="Code">The code.</param>
/// <param name="Reconstruction">What the decoder makes of the code.</param>
/// <param name="Errors">For each slot the square of the difference between both.</param>
/// <param name="Score">How odd the row is.</param>
/// <param name="IsAnomaly">Whether that is above the threshold.</param>
internal sealed record Explanation(float[] Code, float[] Reconstruction, float[] Errors, float Score, bool IsAnomaly)
{
    internal static Explanation Create(ExplainedScores scores) =>
        new(scores.Encoded, scores.Reconstruction, scores.SlotErrors, scores.Score, scores.PredictedLabel);
}
