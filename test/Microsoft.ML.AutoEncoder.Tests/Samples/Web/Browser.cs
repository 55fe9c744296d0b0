using System.Diagnostics;
using Benchmarks.Processes;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Samples.Web;

/// <summary>Chromium without a window, in a process and with a profile of its own.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    private readonly TemporaryDirectory _profile = new();
    private readonly ChildProcess _process;

    private Browser(string program)
    {
        // As root, as in containers, Chromium runs only without its sandbox; the page is our own.
        string[] arguments =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars",
            "--force-prefers-reduced-motion", "--remote-debugging-port=0", $"--user-data-dir={_profile.File(".")}", "about:blank",
        ];
        _process = ChildProcess.Start(new ProcessStartInfo(program, arguments), DotNetCommand.TimeLimit);
    }

    /// <summary>Starts the browser; skips the test where there is none.</summary>
    internal static Browser StartOrSkip()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        var program = Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (program is null)
        {
            Assert.Skip($"There is no browser on the path: none of {string.Join(", ", Names)}. On Debian: apt-get install chromium");
        }

        return new Browser(program);
    }

    /// <summary>Opens an address.</summary>
    internal async Task<BrowserPage> OpenAsync(Uri address, int width, int height) =>
        await BrowserPage.OpenAsync(await WaitForPortAsync(), address, width, height);

    public void Dispose()
    {
        _process.Dispose();
        _profile.Dispose();
    }

    /// <summary>Chromium writes the port on which it can be spoken to into its profile.</summary>
    private async Task<int> WaitForPortAsync()
    {
        var file = _profile.File("DevToolsActivePort");
        for (var deadline = DateTime.UtcNow + DotNetCommand.TimeLimit; DateTime.UtcNow < deadline;)
        {
            if (File.Exists(file) && File.ReadAllLines(file) is [var port, _, ..])
            {
                return int.Parse(port, System.Globalization.CultureInfo.InvariantCulture);
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException("The browser does not say on which port it can be spoken to.");
    }
}
