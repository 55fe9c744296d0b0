using System.CommandLine;
using System.Globalization;
using AutoEncoderTool.Commands;
using AutoEncoderTool.Writing;

namespace AutoEncoderTool;

/// <summary>The tool without a process around it.</summary>
internal static class Tool
{
    internal const string Name = "mlautoencoder";

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    internal static int Run(
        string[] arguments, Stream input, Stream output, TextWriter error, CancellationToken cancellationToken = default) =>
        Run(arguments, new ToolStreams(input, output, error, cancellationToken));

    /// <inheritdoc cref="Run(string[], Stream, Stream, TextWriter, CancellationToken)"/>
    internal static int Run(string[] arguments, ToolStreams streams)
    {
        // The threads of the pool, which do the work, take the culture of where it is set.
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return Invoke(arguments, streams);
        }
        catch (BrokenPipeException)
        {
            return ExitCodes.Success;
        }
        catch (OperationCanceledException) when (streams.CancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (ToolException exception)
        {
            return Fail(streams, exception.Message, exception.ExitCode);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail(streams, exception.Message, ExitCodes.Failure);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // What the library refuses; it says why.
            return Fail(streams, LibraryErrors.Describe(exception), ExitCodes.Failure);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static int Invoke(string[] arguments, ToolStreams streams)
    {
        var root = new RootCommand("Trains autoencoders on tables, and scores, detects, describes and exports with them.")
        {
            TrainCommand.Create(streams),
            ScoreCommand.Create(streams),
            DetectCommand.Create(streams),
            DescribeCommand.Create(streams),
            ExportCommand.Create(streams),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            var command = parsed.CommandResult.Command is RootCommand ? Name : $"{Name} {parsed.CommandResult.Command.Name}";
            throw new UsageException($"{string.Join(' ', parsed.Errors.Select(error => error.Message))} Try '{command} --help'.");
        }

        var result = parsed.Invoke(new InvocationConfiguration
        {
            Output = streams.Text,
            Error = streams.Error,
            EnableDefaultExceptionHandler = false,
            // Signals are the caller's.
            ProcessTerminationTimeout = null,
        });
        streams.Text.Flush();
        return result;
    }

    private static int Fail(ToolStreams streams, string message, int exitCode)
    {
        streams.Error.WriteLine($"{Name}: {message.ReplaceLineEndings(" ")}");
        streams.Error.Flush();
        return exitCode;
    }
}
