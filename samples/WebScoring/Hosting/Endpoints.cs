using Microsoft.AspNetCore.Mvc;
using WebScoring.Answers;
using WebScoring.Requests;
using WebScoring.Scoring;

namespace WebScoring.Hosting;

/// <summary>What the service can be asked.</summary>
internal static class Endpoints
{
    /// <summary>The longest body of a request with many rows, in bytes.</summary>
    private const long MaximumBatchSize = 4 * 1024 * 1024;

    private const string TooLarge = "The values are too large to be scored.";

    private static readonly int[] Refusals =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable,
    ];

    internal static void Map(WebApplication application, Scorer scorer)
    {
        application.MapGet("/model", () => scorer.Describe())
            .WithSummary("What the model takes and gives.");
        Map<ScoringRequest, CodeAnswer>(application, "/encode", "The code of a row.", (scorer, request) =>
            scorer.Score(request.Features!) is { AreFinite: true } scores ? new CodeAnswer(scores.Encoded) : null);
        Map<ScoringRequest, AnomalyAnswer>(application, "/anomaly", "How odd a row is.", (scorer, request) =>
            scorer.Score(request.Features!) is { AreFinite: true } scores ? AnomalyAnswer.Create(scores) : null);
        Map<BatchRequest, BatchAnswer>(application, "/score", "The codes of many rows, and how odd they are.", (scorer, request) =>
        {
            var rows = scorer.Score(request.Rows!);
            return Array.TrueForAll(rows, row => row.AreFinite) ? new BatchAnswer([.. rows.Select(ScoredRow.Create)]) : null;
        }).WithMetadata(new RequestSizeLimitAttribute(MaximumBatchSize));

        if (scorer.CanExplain)
        {
            Map<ScoringRequest, Explanation>(
                application, "/explain", "The code of a row, its reconstruction, how far that is off in each slot, and how odd the row is.",
                (scorer, request) => scorer.Explain(request.Features!) is { AreFinite: true } scores ? Explanation.Create(scores) : null);
        }

        if (scorer.CodeSize is not null)
        {
            Map<CodeRequest, DecodedAnswer>(application, "/decode", "The row that a code stands for.", (scorer, request) =>
                scorer.Decode(request.Code!) is var features && Array.TrueForAll(features, float.IsFinite)
                    ? new DecodedAnswer(features)
                    : null);
        }
    }

    private static RouteHandlerBuilder Map<TRequest, TAnswer>(
        WebApplication application, string path, string summary, Func<Scorer, TRequest, TAnswer?> answer)
        where TRequest : class, IServiceRequest
        where TAnswer : class
    {
        var endpoint = application
            .MapPost(path, async (HttpContext context, Scorer scorer) =>
            {
                var body = await RequestBody<TRequest>.ReadAsync(context, application.Lifetime.ApplicationStopping);
                if (body.Request is not { } request)
                {
                    return Results.Problem(body.Error, statusCode: body.StatusCode);
                }

                var error = request.FindError(scorer);
                var found = error is null ? answer(scorer, request) : null;
                return found is null
                    ? Results.Problem(error ?? TooLarge, statusCode: StatusCodes.Status400BadRequest)
                    : Results.Ok(found);
            })
            .WithSummary(summary).Accepts<TRequest>("application/json").Produces<TAnswer>();
        foreach (var status in Refusals)
        {
            endpoint.ProducesProblem(status);
        }

        return endpoint;
    }
}
