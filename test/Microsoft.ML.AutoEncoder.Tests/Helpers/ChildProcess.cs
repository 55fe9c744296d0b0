using System.Diagnostics;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>A process that a test waits for, though not for ever.</summary>
internal static class ChildProcess
{
    // Many times what the slowest takes, but less than a test run is given: a package feed that does not answer is a failure of its own, with a message.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a process, which must end well.</summary>
    /// <returns>What it printed.</returns>
    internal static Task<string> RunAsync(ProcessStartInfo start) => RunAsync(start, TimeLimit);

    /// <inheritdoc cref="RunAsync(ProcessStartInfo)"/>
    internal static async Task<string> RunAsync(ProcessStartInfo start, TimeSpan timeLimit)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(timeLimit);
        using var process = Process.Start(start)!;
        await using var kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);

        var end = limit.IsCancellationRequested ? $"was stopped, since it had not ended after {timeLimit}" : $"ended with {process.ExitCode}";
        Assert.True(process.ExitCode == 0, $"{start.WorkingDirectory}> {start.FileName} {string.Join(' ', start.ArgumentList)}\n{end}\n{output}\n{await errors}");
        return output;
    }
}
