using WebScoring.Scoring;

namespace WebScoring.Requests;

/// <summary>Many rows.</summary>
internal sealed record BatchRequest(float[]?[]? Rows) : IServiceRequest
{
    private const int MaximumRowCount = 1_000;

    public static string Example => """{"rows": [[...], ...]}""";

    public string? FindError(Scorer scorer)
    {
        if (Rows is null)
        {
            return $"'rows' is missing: send {Example}.";
        }

        if (Rows.Length is 0 or > MaximumRowCount)
        {
            return $"'rows' has {Rows.Length} rows: send 1 to {MaximumRowCount}.";
        }

        return Rows
            .Select((row, index) => Numbers.FindError($"rows[{index}]", row, scorer.InputSize, Example))
            .FirstOrDefault(error => error is not null);
    }
}
