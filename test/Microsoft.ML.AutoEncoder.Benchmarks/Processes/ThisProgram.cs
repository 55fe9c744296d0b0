using System.Diagnostics;

namespace Benchmarks.Processes;

/// <summary>This program in another process, with another command.</summary>
internal static class ThisProgram
{
    // Some benchmarks train for long; none for this long.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromHours(2);

    /// <summary>Starts a process that runs until it ends or is disposed of.</summary>
    internal static ChildProcess Start(params string[] arguments) =>
        ChildProcess.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. ProgramArguments(), .. arguments]), TimeLimit);

    /// <returns>The lines that the process printed.</returns>
    internal static string[] Run(params string[] arguments)
    {
        using var child = Start(arguments);
        return child.WaitForEndAsync().GetAwaiter().GetResult().EnsureSuccess().Lines;
    }

    // Started by "dotnet program.dll", the path of the process is that of dotnet.
    private static string[] ProgramArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ThisProgram).Assembly.Location] : [];
}
