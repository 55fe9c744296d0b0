namespace AutoEncoderTool;

/// <summary>The command line cannot be followed; the tool ends with the exit code 2.</summary>
internal sealed class UsageException(string message) : ToolException(message)
{
    internal override int ExitCode => ExitCodes.Usage;
}
