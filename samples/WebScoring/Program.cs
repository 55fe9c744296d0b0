using System.CommandLine;
using Microsoft.ML;
using WebScoring.Hosting;
using WebScoring.Scoring;

var model = new Option<string>("--model")
{
    HelpName = "FILE",
    Description = "The model to serve. It reads 'Features' and writes 'Encoded', 'Score' and 'PredictedLabel'; " +
        "samples/WebScoringModel trains one.",
    DefaultValueFactory = _ => "model.zip",
};
var urls = new Option<string>("--urls")
{
    HelpName = "URL",
    Description = "Where to listen, for instance http://127.0.0.1:5080; port 0 takes a free one. Open it in a browser for the page.",
    DefaultValueFactory = _ => "http://127.0.0.1:5080",
};
var limit = new Option<int>("--requests-per-minute")
{
    HelpName = "N",
    Description = "How many requests a client may send in a minute. What comes above that is answered with status 429.",
    DefaultValueFactory = _ => 6_000,
};
limit.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() < 1)
    {
        result.AddError("--requests-per-minute must be 1 or more.");
    }
});
var command = new RootCommand("Serves a model with an autoencoder and a detector: codes, reconstructions, scores, and a page to try them.")
{
    model, urls, limit,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    var path = parsed.GetRequiredValue(model);
    if (!File.Exists(path))
    {
        Console.Error.WriteLine(
            $"There is no model at '{path}'. Name one with --model FILE, or train one: dotnet run --project samples/WebScoringModel");
        return 1;
    }

    Scorer scorer;
    try
    {
        scorer = Scorer.Load(new MLContext(), path);
    }
    catch (Exception exception)
    {
        Console.Error.WriteLine($"The model at '{path}' cannot be served: {exception.Message}");
        return 1;
    }

    await Server.Create(scorer, parsed.GetRequiredValue(urls), parsed.GetValue(limit)).RunAsync();
    return 0;
});
// The server itself takes the signals that end it, and lets requests that are under way come to their end.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
