using System.Diagnostics;
using Benchmarks.Processes;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Runs the command <c>dotnet</c> as somebody would who types it.</summary>
internal static class DotNetCommand
{
    /// <summary>Many times what the slowest process of a test takes, but less than a test run is given: what hangs is a failure of its
    /// own, with a message.</summary>
    internal static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    /// <returns>What the command printed.</returns>
    internal static Task<string> RunAsync(string directory, params string[] arguments) => RunAsync(directory, TimeLimit, arguments);

    /// <inheritdoc cref="RunAsync(string, string[])"/>
    internal static async Task<string> RunAsync(string directory, TimeSpan timeLimit, params string[] arguments)
    {
        using var process = ChildProcess.Start(Prepare(directory, arguments), timeLimit, TestContext.Current.CancellationToken);
        return (await process.WaitForEndAsync()).EnsureSuccess().Output;
    }

    private static ProcessStartInfo Prepare(string directory, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = directory };
        foreach (var inherited in start.Environment.Keys.Where(IsOfTheTestRun).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        // No process that serves later builds: it would outlive the test.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        return start;
    }

    private static bool IsOfTheTestRun(string variable) =>
        variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) ||
        variable.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase);
}
