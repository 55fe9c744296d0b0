namespace AutoEncoderTool;

internal static class ExitCodes
{
    internal const int Success = 0;

    internal const int Failure = 1;

    internal const int Usage = 2;

    /// <summary>Ended by Ctrl+C: 128 + SIGINT, as shells have it.</summary>
    internal const int Interrupted = 130;

    /// <summary>Ended by SIGTERM: 128 + 15.</summary>
    internal const int Terminated = 143;
}
