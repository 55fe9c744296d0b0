using System.Diagnostics;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Runs the command <c>dotnet</c> as somebody would who types it.</summary>
internal static class DotNetCommand
{
    /// <returns>What the command printed.</returns>
    internal static Task<string> RunAsync(string directory, params string[] arguments) => ChildProcess.RunAsync(Prepare(directory, arguments));

    /// <inheritdoc cref="RunAsync(string, string[])"/>
    internal static Task<string> RunAsync(string directory, TimeSpan timeLimit, params string[] arguments) => ChildProcess.RunAsync(Prepare(directory, arguments), timeLimit);

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
        variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || variable.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase);
}
