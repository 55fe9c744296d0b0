namespace WebScoring;

/// <summary>What a client sends: one row.</summary>
internal sealed record ScoringRequest(float[]? Features)
{
    /// <returns>What is wrong with the request, for the one who sent it; null if nothing is.</returns>
    internal string? FindError(int inputSize)
    {
        if (Features is null)
        {
            return "'features' is missing: send {\"features\": [...]}.";
        }

        if (Features.Length != inputSize)
        {
            return $"'features' has {Features.Length} numbers, but the model takes {inputSize}.";
        }

        var slot = Array.FindIndex(Features, value => !float.IsFinite(value));
        return slot < 0 ? null : $"'features' has a number at position {slot} that is beyond the range of a float.";
    }
}
