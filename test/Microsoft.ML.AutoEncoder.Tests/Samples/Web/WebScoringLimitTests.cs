using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Samples.Web;

/// <summary>The service bounds what a client may ask for.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class WebScoringLimitTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Client_that_asks_too_often_is_told_to_wait()
    {
        WebScoringProcess.SaveModel(new MLContext(1), 6, _directory.File("model.zip"));
        using var server = WebScoringProcess.Start(_directory.File("model.zip"), "--requests-per-minute", "1");
        using var client = new HttpClient { BaseAddress = WebScoringProcess.WaitForAddress(server) };

        // A minute may end between two of them, but not between three.
        var responses = new List<HttpResponseMessage>();
        for (var i = 0; i < 3; i++)
        {
            responses.Add(await client.GetAsync("/model", TestContext.Current.CancellationToken));
        }

        Assert.Equal(HttpStatusCode.OK, responses[0].StatusCode);
        var refused = responses.First(response => response.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var problem = await refused.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        Assert.Equal("A client may send 1 requests in a minute.", (string?)problem!["detail"]);
        var health = await client.GetAsync("/health", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Help_explains_the_options()
    {
        var output = await DotNetCommand.RunAsync(
            _directory.File("."), Path.Combine(Build.WebScoringDirectory, "WebScoring.dll"), "--help");

        Assert.Contains("--model <FILE>", output);
        Assert.Contains("--requests-per-minute <N>", output);
    }
}
