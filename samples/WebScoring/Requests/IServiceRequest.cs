using WebScoring.Scoring;

namespace WebScoring.Requests;

/// <summary>What a client sends.</summary>
internal interface IServiceRequest
{
    /// <summary>What such a request looks like, for one who sent something else.</summary>
    static abstract string Example { get; }

    /// <returns>What is wrong with the request, for the one who sent it; null if nothing is.</returns>
    string? FindError(Scorer scorer);
}
