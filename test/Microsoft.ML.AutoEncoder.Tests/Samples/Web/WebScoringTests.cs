using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Samples.Web;

/// <summary>The service keeps answering, whatever it is sent.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class WebScoringTests(WebScoringServer server) : IClassFixture<WebScoringServer>
{
    private const int ClientCount = 8;
    private const int RequestCount = 1_000;

    private static readonly float[] Features =
        [.. Enumerable.Range(0, WebScoringServer.InputSize).Select(slot => slot % 2 == 0 ? 0.5f : 0f)];
    private static readonly string Row =
        $$"""{"features":[{{string.Join(',', Features.Select(value => value.ToString(CultureInfo.InvariantCulture)))}}]}""";

    [Fact]
    public async Task Clients_get_a_thousand_answers_and_the_memory_stays_flat()
    {
        var expected = await AnswerAsync("/encode");
        Assert.Equal(4, JsonDocument.Parse(expected).RootElement.GetProperty("code").GetArrayLength());
        var anomaly = JsonDocument.Parse(await AnswerAsync("/anomaly")).RootElement;
        Assert.Equal(server.Score(Features), (anomaly.GetProperty("score").GetSingle(), anomaly.GetProperty("isAnomaly").GetBoolean()));

        // On a busy machine the server has seen its greatest number of requests at once only after a while.
        await SendAsync(3 * RequestCount, expected);
        var before = server.ResidentBytes;
        await SendAsync(2 * RequestCount, expected);
        var growth = server.ResidentBytes - before;

        // Half of what it would take to keep nothing but the row of each request.
        Assert.InRange(growth, long.MinValue, (long)RequestCount * WebScoringServer.InputSize * sizeof(float));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{}{}")]
    [InlineData("null")]
    [InlineData("""{"features":null}""")]
    [InlineData("""{"features":[]}""")]
    [InlineData("""{"features":[0.5,0.5]}""")]
    [InlineData("""{"features":"0.5"}""")]
    [InlineData("""{"features":["a","b"]}""")]
    [InlineData("""{"features":[NaN]}""")]
    public async Task Malformed_body_is_refused(string body)
    {
        foreach (var path in new[] { "/encode", "/anomaly" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(path, body)).StatusCode);
        }
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("null")]
    [InlineData("1e39")]
    [InlineData("3e38")]
    public async Task Value_that_cannot_be_scored_is_refused(string value) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/anomaly", Row.Replace("[0.5", "[" + value))).StatusCode);

    [Fact]
    public async Task Refusal_tells_the_reason()
    {
        var response = await PostAsync("/encode", """{"features":[0.5,0.5]}""");

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("'features' has 2 numbers, but the model takes 4096.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Malformed_JSON_tells_the_place()
    {
        var response = await PostAsync("/encode", """{"features":[0.5,x]}""");

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(
            "The body is not the JSON that was expected, in line 1, byte 18: send {\"features\": [...]} with numbers.",
            problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("application/json; charset=klingon")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task Body_of_another_kind_is_refused(string? contentType)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Row));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await server.Client.PostAsync("/encode", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("\"utf-8\"")]
    [InlineData("utf-16")]
    public async Task Known_charset_is_read(string charset)
    {
        using var content = new ByteArrayContent(Encoding.GetEncoding(charset.Trim('"')).GetBytes("""{"features":[]}"""));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=" + charset);

        using var response = await server.Client.PostAsync("/encode", content, TestContext.Current.CancellationToken);

        Assert.Contains("'features' has 0 numbers", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Oversized_body_is_refused(bool tellsItsLength)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/encode") { Content = Json(Row + new string(' ', 100_000)) };
        request.Headers.TransferEncodingChunked = !tellsItsLength;

        var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private Task SendAsync(int count, string expected) => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = ClientCount },
        async (_, _) => Assert.Equal(expected, await AnswerAsync("/encode")));

    private async Task<string> AnswerAsync(string path)
    {
        using var response = await PostAsync(path, Row);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) =>
        server.Client.PostAsync(path, Json(body), TestContext.Current.CancellationToken);

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
