using System.Text;
using AutoEncoderTool;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Cli;

/// <summary>A command line that was run in this process.</summary>
/// <param name="ExitCode">What the tool returned.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    internal string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The only line of errors.</summary>
    internal string ErrorLine => Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    internal static ToolRun Of(params string[] arguments) => WithInput(string.Empty, arguments);

    internal static ToolRun WithInput(string input, params string[] arguments) =>
        WithInput(Encoding.UTF8.GetBytes(input), arguments);

    internal static ToolRun WithInput(byte[] input, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = Tool.Run(arguments, new MemoryStream(input), output, error, TestContext.Current.CancellationToken);
        return new ToolRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    /// <summary>The command was done, and nothing but what a look at a short training finds was said.</summary>
    internal ToolRun EnsureSuccess()
    {
        var errors = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("mlautoencoder: warning: ", StringComparison.Ordinal));
        Assert.True(ExitCode == 0 && !errors.Any(), $"{ExitCode}: {Error}");
        return this;
    }

    /// <summary>The command could not be done, and one line says why.</summary>
    internal void AssertFailed(string message, int exitCode = 1)
    {
        Assert.Equal((exitCode, $"mlautoencoder: {message}"), (ExitCode, ErrorLine));
    }
}
