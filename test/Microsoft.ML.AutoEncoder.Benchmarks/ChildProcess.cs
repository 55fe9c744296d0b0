using System.Diagnostics;

namespace Benchmarks;

/// <summary>This program in another process, with another command.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(string[] arguments) => _process = Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, [.. ProgramArguments(), .. arguments]) { RedirectStandardOutput = true })!;

    /// <summary>Starts a process that runs until it ends or is disposed of.</summary>
    internal static ChildProcess Start(params string[] arguments) => new(arguments);

    /// <returns>The lines that the process printed.</returns>
    internal static string[] Run(params string[] arguments)
    {
        using var child = new ChildProcess(arguments);
        var output = child._process.StandardOutput.ReadToEnd();
        child._process.WaitForExit();
        return child._process.ExitCode == 0
            ? output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"The process for '{string.Join(' ', arguments)}' ended with the exit code {child._process.ExitCode}.");
    }

    /// <summary>Waits for a line of output.</summary>
    internal void WaitForLine() => _process.StandardOutput.ReadLine();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    // Started by "dotnet program.dll", the path of the process is that of dotnet.
    private static string[] ProgramArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ChildProcess).Assembly.Location] : [];
}
