namespace AutoEncoderTool;

/// <summary>Something that the user has to know, as one line; the tool ends with the exit code 1.</summary>
internal class ToolException(string message, Exception? cause = null) : Exception(message, cause)
{
    internal virtual int ExitCode => ExitCodes.Failure;
}
