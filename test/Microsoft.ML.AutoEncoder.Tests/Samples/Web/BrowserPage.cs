using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Samples.Web;

/// <summary>A page in a browser, spoken to by the Chrome DevTools Protocol.</summary>
internal sealed class BrowserPage : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly List<string> _complaints = [];
    private int _lastId;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Errors of scripts and what the console shows as an error.</summary>
    internal IReadOnlyList<string> Complaints => _complaints;

    internal static async Task<BrowserPage> OpenAsync(int port, Uri address, int width, int height)
    {
        using var client = new HttpClient();
        var targets = await client.GetFromJsonAsync<JsonArray>($"http://127.0.0.1:{port}/json/list", Cancellation);
        var target = targets!.First(target => (string?)target!["type"] == "page")!;
        var page = new BrowserPage();
        await page._socket.ConnectAsync(new Uri((string)target["webSocketDebuggerUrl"]!), Cancellation);
        await page.CallAsync("Runtime.enable");
        await page.CallAsync("Log.enable");
        await page.ResizeAsync(width, height);
        await page.CallAsync("Page.navigate", new { url = address.AbsoluteUri });
        await page.WaitForAsync("document.body?.dataset.ready === 'true'");
        return page;
    }

    internal Task ResizeAsync(int width, int height) => CallAsync(
        "Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = width < 600 });

    /// <summary>What an expression of the page is worth.</summary>
    internal async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var result = await CallAsync("Runtime.evaluate", new { expression, returnByValue = true, awaitPromise = true });
        Assert.True(result["exceptionDetails"] is null, result.ToJsonString());
        return result["result"]!["value"];
    }

    /// <summary>Waits until an expression of the page is true.</summary>
    internal async Task WaitForAsync(string condition)
    {
        for (var deadline = DateTime.UtcNow + DotNetCommand.TimeLimit; DateTime.UtcNow < deadline;)
        {
            if ((await EvaluateAsync($"Boolean({condition})"))!.GetValue<bool>())
            {
                return;
            }

            await Task.Delay(50, Cancellation);
        }

        Assert.Fail($"Never became true: {condition}. The page complains: {string.Join("; ", _complaints)}");
    }

    /// <summary>Draws a line with the mouse.</summary>
    /// <param name="element">The element to draw on.</param>
    /// <param name="points">Its corners, as parts of the width and height of the element.</param>
    internal async Task DragAsync(string element, params (double X, double Y)[] points)
    {
        var box = await EvaluateAsync(
            "(({left, top, width, height}) => [left, top, width, height])" +
            $"(document.getElementById('{element}').getBoundingClientRect())");
        var bounds = box!.AsArray().Select(value => value!.GetValue<double>()).ToArray();
        for (var i = 0; i < points.Length; i++)
        {
            await MoveAsync(i == 0 ? "mousePressed" : "mouseMoved", points[i]);
        }

        await MoveAsync("mouseReleased", points[^1]);

        Task MoveAsync(string type, (double X, double Y) point) => CallAsync("Input.dispatchMouseEvent", new
        {
            type,
            button = "left",
            buttons = type == "mouseReleased" ? 0 : 1,
            clickCount = 1,
            x = bounds[0] + (point.X * bounds[2]),
            y = bounds[1] + (point.Y * bounds[3]),
        });
    }

    /// <returns>A PNG file of the whole page.</returns>
    internal async Task<byte[]> CaptureAsync() => Convert.FromBase64String(
        (string)(await CallAsync("Page.captureScreenshot", new { format = "png", captureBeyondViewport = true }))["data"]!);

    public void Dispose() => _socket.Dispose();

    private async Task<JsonNode> CallAsync(string method, object? parameters = null)
    {
        var id = ++_lastId;
        await _socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters ?? new { } }), WebSocketMessageType.Text, true,
            Cancellation);
        while (true)
        {
            var message = await ReceiveAsync();
            switch ((string?)message["method"])
            {
                case "Runtime.exceptionThrown":
                    _complaints.Add(message["params"]!.ToJsonString());
                    break;
                case "Log.entryAdded" when (string?)message["params"]!["entry"]!["level"] == "error":
                    _complaints.Add(message["params"]!.ToJsonString());
                    break;
                case null when (int?)message["id"] == id:
                    return message["result"] ?? throw new InvalidOperationException($"{method}: {message.ToJsonString()}");
            }
        }
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, Cancellation);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }
}
