using Mnist;

namespace Samples.CommandLine;

/// <summary>Runs the job and turns its end into an exit code.</summary>
public static class JobRunner
{
    private const int FailureExitCode = 1;

    /// <summary>What shells expect of a process that was interrupted.</summary>
    private const int CancelledExitCode = 130;

    public static async Task<int> RunAsync(Func<bool> job)
    {
        try
        {
            // Not on this thread, which has to watch for Ctrl+C.
            return await Task.Run(job) ? 0 : FailureExitCode;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Cancelled.");
            return CancelledExitCode;
        }
        catch (Exception exception) when (
            exception is MnistNotAvailableException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return Fail(exception.Message);
        }
    }

    public static int Fail(string reason)
    {
        Console.Error.WriteLine($"Error: {reason}");
        return FailureExitCode;
    }
}
