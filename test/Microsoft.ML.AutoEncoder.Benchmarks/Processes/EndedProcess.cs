namespace Benchmarks.Processes;

/// <summary>What is left of a process.</summary>
/// <param name="Story">Its command, and how it ended.</param>
/// <param name="ExitCode">What it returned.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it printed as errors.</param>
internal sealed record EndedProcess(string Story, int ExitCode, string Output, string Errors)
{
    /// <summary>The lines that it printed.</summary>
    internal string[] Lines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    /// <returns>This, if the process ended well.</returns>
    /// <exception cref="InvalidOperationException">It did not.</exception>
    internal EndedProcess EnsureSuccess() =>
        ExitCode == 0 ? this : throw new InvalidOperationException($"{Story}\n{Output}\n{Errors}");
}
