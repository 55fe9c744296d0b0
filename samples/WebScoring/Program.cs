using Microsoft.ML;
using WebScoring;

const long maximumBodySize = 64 * 1024;

var builder = WebApplication.CreateBuilder(args);
var modelPath = builder.Configuration["model"] ?? "model.zip";
if (!File.Exists(modelPath))
{
    Console.Error.WriteLine($"There is no model at '{modelPath}'. Name one with --model FILE, or train one: dotnet run --project samples/WebScoringModel");
    return 1;
}

builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = maximumBodySize);
// A bad request is the client's fault in every environment, and gets an answer instead of an exception.
builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
builder.Services.AddProblemDetails();
builder.Services.AddSingleton(Scorer.Load(new MLContext(), modelPath));

var application = builder.Build();
application.UseStatusCodePages();
application.MapPost("/encode", (ScoringRequest request, Scorer scorer) =>
    Answer(request, scorer, scores => new { code = scores.Encoded }));
application.MapPost("/anomaly", (ScoringRequest request, Scorer scorer) =>
    Answer(request, scorer, scores => new { score = scores.Score, isAnomaly = scores.PredictedLabel }));
await application.RunAsync();
return 0;

static IResult Answer(ScoringRequest request, Scorer scorer, Func<Scores, object> select)
{
    if (request.FindError(scorer.InputSize) is { } error)
    {
        return Results.Problem(error, statusCode: StatusCodes.Status400BadRequest);
    }

    var scores = scorer.Score(request.Features!);
    return scores.AreFinite
        ? Results.Ok(select(scores))
        : Results.Problem("The values are too large to be scored.", statusCode: StatusCodes.Status400BadRequest);
}
