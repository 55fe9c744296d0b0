using WebScoring.Scoring;

namespace WebScoring.Requests;

/// <summary>One row.</summary>
internal sealed record ScoringRequest(float[]? Features) : IServiceRequest
{
    public static string Example => """{"features": [...]}""";

    public string? FindError(Scorer scorer) => Numbers.FindError("features", Features, scorer.InputSize, Example);
}
