using WebScoring.Scoring;

namespace WebScoring.Requests;

/// <summary>One code.</summary>
internal sealed record CodeRequest(float[]? Code) : IServiceRequest
{
    public static string Example => """{"code": [...]}""";

    public string? FindError(Scorer scorer) => Numbers.FindError("code", Code, scorer.CodeSize!.Value, Example);
}
