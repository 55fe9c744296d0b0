using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Samples.Web;

/// <summary>What the service answers besides codes and scores of one row.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class WebScoringAnswerTests(WebScoringServer server) : IClassFixture<WebScoringServer>
{
    private static readonly float[][] Rows =
        [.. Enumerable.Range(2, 3).Select(step =>
            Enumerable.Range(0, WebScoringServer.InputSize).Select(slot => slot % step == 0 ? 0.5f : 0f).ToArray())];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_is_answered_like_its_rows()
    {
        var batch = await AnswerAsync("/score", new { rows = Rows });

        foreach (var (row, answer) in Rows.Zip(batch["rows"]!.AsArray()))
        {
            Assert.Equal(server.Score(row), (answer!["score"]!.GetValue<float>(), answer["isAnomaly"]!.GetValue<bool>()));
            Assert.Equal(
                (await AnswerAsync("/encode", new { features = row }))["code"]!.ToJsonString(), answer["code"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task Explanation_is_the_decoded_code_and_its_distance_from_the_row()
    {
        var explanation = await AnswerAsync("/explain", new { features = Rows[1] });

        var reconstruction = explanation["reconstruction"]!.AsArray().Select(value => value!.GetValue<float>()).ToArray();
        var errors = explanation["errors"]!.AsArray().Select(value => value!.GetValue<float>()).ToArray();
        var decoded = await AnswerAsync("/decode", new { code = explanation["code"] });
        Assert.Equal(explanation["reconstruction"]!.ToJsonString(), decoded["features"]!.ToJsonString());
        Assert.All(Enumerable.Range(0, errors.Length), slot =>
            Assert.Equal((Rows[1][slot] - reconstruction[slot]) * (Rows[1][slot] - reconstruction[slot]), errors[slot], 1e-6f));
    }

    [Theory]
    [InlineData("/score", """{"rows":[]}""", "'rows' has 0 rows: send 1 to 1000.")]
    [InlineData("/score", """{"rows":[[1],null]}""", "'rows[0]' has 1 numbers, but the model takes 4096.")]
    [InlineData("/score", """{}""", "'rows' is missing: send {\"rows\": [[...], ...]}.")]
    [InlineData("/decode", """{"code":[1]}""", "'code' has 1 numbers, but the model takes 4.")]
    [InlineData("/decode", """{"code":[1,2,3,1e39]}""", "'code' has a number at position 3 that is beyond the range of a float.")]
    public async Task Refusal_names_the_reason(string path, string body, string reason)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync(path, content, Cancellation);

        await AssertProblemAsync(response, HttpStatusCode.BadRequest, reason);
    }

    [Theory]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/encode", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/encode", HttpStatusCode.UnsupportedMediaType)]
    public async Task Every_error_has_a_problem(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await server.Client.SendAsync(request, Cancellation);

        await AssertProblemAsync(response, status, null);
    }

    [Fact]
    public async Task Batch_may_be_larger_than_a_row_but_not_of_any_size()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/score")
        {
            Content = new StringContent(new string(' ', 5_000_000), System.Text.Encoding.UTF8, "application/json"),
        };
        // The server hangs up while the client sends, unless the client asks first.
        request.Headers.ExpectContinue = true;
        using var response = await server.Client.SendAsync(request, Cancellation);

        await AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, null);
        await AnswerAsync("/score", new { rows = Enumerable.Repeat(Rows[0], 20) });
    }

    [Fact]
    public async Task OpenAPI_document_names_every_endpoint()
    {
        var document = await server.Client.GetFromJsonAsync<JsonNode>("/openapi/v1.json", Cancellation);

        Assert.Equal(
            ["/anomaly", "/decode", "/encode", "/explain", "/model", "/score"],
            document!["paths"]!.AsObject().Select(path => path.Key).Order(StringComparer.Ordinal));
        Assert.NotNull(document["paths"]!["/score"]!["post"]!["responses"]!["429"]);
    }

    [Fact]
    public async Task Health_and_page_are_served_from_here_alone()
    {
        Assert.Equal("Healthy", await server.Client.GetStringAsync("/health", Cancellation));

        using var page = await server.Client.GetAsync("/", Cancellation);
        Assert.StartsWith("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("http", await page.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<JsonNode> AnswerAsync(string path, object body)
    {
        using var response = await server.Client.PostAsJsonAsync(path, body, Cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        Assert.True(response.IsSuccessStatusCode, answer!.ToJsonString());
        return answer;
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string? reason)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        Assert.Equal((int)status, (int?)problem!["status"]);
        if (reason is not null)
        {
            Assert.Equal(reason, (string?)problem["detail"]);
        }
    }
}
