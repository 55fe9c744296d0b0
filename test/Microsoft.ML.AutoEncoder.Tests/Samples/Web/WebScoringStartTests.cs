using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Samples.Web;

/// <summary>How the service begins and ends.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class WebScoringStartTests : IDisposable
{
    private const int InputSize = 6;

    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _mlContext = new(1);

    private string ModelPath => _directory.File("model.zip");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Model_without_the_columns_of_a_detector_is_refused()
    {
        var data = VectorData.Create(_mlContext, VectorData.Learnable(20, InputSize));
        var model = _mlContext.Transforms.AutoEncoder("Encoded", "Features", codeSize: 2, numberOfEpochs: 1).Fit(data);
        _mlContext.Model.Save(model, data.Schema, ModelPath);

        await AssertRefusedAsync("it writes no column 'Score' of the right type; it writes Features (");
    }

    [Fact]
    public async Task Model_that_reads_another_column_is_refused()
    {
        var data = _mlContext.Transforms.CopyColumns("Pixels", "Features").Append(_mlContext.Transforms.DropColumns("Features"))
            .Fit(VectorData.Create(_mlContext, VectorData.Learnable(20, InputSize)));
        var pixels = data.Transform(VectorData.Create(_mlContext, VectorData.Learnable(20, InputSize)));
        var model = _mlContext.Transforms.AutoEncoder("Encoded", "Pixels", codeSize: 2, numberOfEpochs: 1).Fit(pixels);
        _mlContext.Model.Save(model, pixels.Schema, ModelPath);

        await AssertRefusedAsync("it reads no column 'Features' of the right type; it reads ");
    }

    [Fact]
    public async Task File_that_is_no_model_is_refused()
    {
        File.WriteAllText(ModelPath, "no model");

        await AssertRefusedAsync(string.Empty);
    }

    [Fact]
    public async Task Body_of_which_half_has_come_does_not_hold_up_the_end()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There is no signal that asks a process to end.");
        }

        WebScoringProcess.SaveModel(_mlContext, InputSize, ModelPath);
        using var server = WebScoringProcess.Start(ModelPath);
        var address = WebScoringProcess.WaitForAddress(server);
        var end = server.WaitForEndAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());

        // The server answers "100 Continue" when it begins to wait for the body.
        await SendAsync(
            client,
            "POST /encode HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\nExpect: " +
                "100-continue\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        await SendAsync(client, "{\"features\":[");
        using var kill = Process.Start("kill", ["-TERM", server.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Empty((await reader.ReadLineAsync(TestContext.Current.CancellationToken))!);
        Assert.Equal("HTTP/1.1 503 Service Unavailable", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        client.Close();
        Assert.DoesNotContain("fail:", (await end).EnsureSuccess().Output);
    }

    private static async Task SendAsync(TcpClient client, string text) =>
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    private async Task AssertRefusedAsync(string reason)
    {
        using var server = WebScoringProcess.Start(ModelPath);
        var end = await server.WaitForEndAsync();

        Assert.Equal(1, end.ExitCode);
        Assert.StartsWith($"The model at '{ModelPath}' cannot be served: ", end.Errors);
        Assert.Contains(reason, end.Errors);
        Assert.Empty(end.Output);
    }
}
