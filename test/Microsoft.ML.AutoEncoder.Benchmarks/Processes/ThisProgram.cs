using System.Diagnostics;

namespace Benchmarks.Processes;

/// <summary>This program in another process, with another command.</summary>
internal static class ThisProgram
{
    // Some benchmarks train for long; none for this long.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromHours(2);

    /// <summary>What stands before the arguments of a command line of this program: started by "dotnet program.dll", the path of the
    /// process is that of dotnet.</summary>
    internal static string[] Arguments =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ThisProgram).Assembly.Location] : [];

    /// <summary>Starts a process that runs until it ends or is disposed of.</summary>
    internal static ChildProcess Start(params string[] arguments) =>
        ChildProcess.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Arguments, .. arguments]), TimeLimit);

    /// <returns>The lines that the process printed.</returns>
    internal static string[] Run(params string[] arguments)
    {
        using var child = Start(arguments);
        return child.WaitForEndAsync().GetAwaiter().GetResult().EnsureSuccess().Lines;
    }
}
