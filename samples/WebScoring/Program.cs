using Microsoft.ML;
using WebScoring;

const long maximumBodySize = 64 * 1024;

var builder = WebApplication.CreateBuilder(args);
var modelPath = builder.Configuration["model"] ?? "model.zip";
if (!File.Exists(modelPath))
{
    Console.Error.WriteLine(
        $"There is no model at '{modelPath}'. Name one with --model FILE, or train one: dotnet run --project samples/WebScoringModel");
    return 1;
}

try
{
    builder.Services.AddSingleton(Scorer.Load(new MLContext(), modelPath));
}
catch (Exception exception)
{
    Console.Error.WriteLine($"The model at '{modelPath}' cannot be served: {exception.Message}");
    return 1;
}

builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = maximumBodySize);
builder.Services.AddProblemDetails();
// A client that neither sends nor hangs up holds up the end for no longer.
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));

var application = builder.Build();
application.UseStatusCodePages();
application.MapPost("/encode", (HttpContext context, Scorer scorer) =>
    AnswerAsync(context, scorer, scores => new { code = scores.Encoded }));
application.MapPost("/anomaly", (HttpContext context, Scorer scorer) =>
    AnswerAsync(context, scorer, scores => new { score = scores.Score, isAnomaly = scores.PredictedLabel }));
await application.RunAsync();
return 0;

async Task<IResult> AnswerAsync(HttpContext context, Scorer scorer, Func<Scores, object> select)
{
    var body = await RequestBody.ReadAsync(context, application.Lifetime.ApplicationStopping);
    if (body.Request is not { } request)
    {
        return Results.Problem(body.Error, statusCode: body.StatusCode);
    }

    if (request.FindError(scorer.InputSize) is { } error)
    {
        return Results.Problem(error, statusCode: StatusCodes.Status400BadRequest);
    }

    var scores = scorer.Score(request.Features!);
    return scores.AreFinite
        ? Results.Ok(select(scores))
        : Results.Problem("The values are too large to be scored.", statusCode: StatusCodes.Status400BadRequest);
}
