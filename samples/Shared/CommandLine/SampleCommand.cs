using System.CommandLine;
using Samples.Display;
using Spectre.Console;

namespace Samples.CommandLine;

/// <summary>The command line of a sample: its options, and what becomes of errors and of Ctrl+C.</summary>
public static class SampleCommand
{
    /// <param name="arguments">What the user typed.</param>
    /// <param name="description">What the sample does, for its help.</param>
    /// <param name="symbols">The options and arguments that it has.</param>
    /// <param name="job">Does the work, and tells whether all is well.</param>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(
        string[] arguments, string description, IEnumerable<Symbol> symbols, Func<ParseResult, JobConsole, CancellationToken, bool> job)
    {
        var command = new RootCommand(description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction((parsed, cancellationToken) =>
            JobRunner.RunAsync(() => job(parsed, new JobConsole(AnsiConsole.Console, cancellationToken), cancellationToken)));

        var parsed = command.Parse(arguments);
        return parsed.Errors is [var error, ..]
            ? JobRunner.Fail($"{error.Message} See --help.")
            : await parsed.InvokeAsync();
    }
}
