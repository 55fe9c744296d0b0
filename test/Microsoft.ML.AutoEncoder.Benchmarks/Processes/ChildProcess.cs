using System.Diagnostics;

namespace Benchmarks.Processes;

/// <summary>A process that somebody waits for, though not for ever: it is killed when its time is up, and when this is disposed
/// of.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly string _command;
    private readonly TimeSpan _timeLimit;
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _kill;

    private ChildProcess(ProcessStartInfo start, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _command = $"{start.WorkingDirectory}> {start.FileName} {string.Join(' ', start.ArgumentList)}";
        _timeLimit = timeLimit;
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        _limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _kill = _limit.Token.Register(Kill);
        _limit.CancelAfter(timeLimit);
    }

    internal int Id => _process.Id;

    internal long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a process.</summary>
    /// <param name="start">What to start; its output is redirected.</param>
    /// <param name="timeLimit">How long it may run.</param>
    /// <param name="cancellationToken">Kills it, too.</param>
    internal static ChildProcess Start(ProcessStartInfo start, TimeSpan timeLimit, CancellationToken cancellationToken = default) =>
        new(start, timeLimit, cancellationToken);

    /// <summary>Waits for a line of output.</summary>
    /// <returns>The line; null if the process ended, or its time was up.</returns>
    internal string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>Waits for the end of the process.</summary>
    internal async Task<EndedProcess> WaitForEndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await _process.WaitForExitAsync(CancellationToken.None);
        var end = _limit.IsCancellationRequested
            ? $"was stopped, since it had not ended after {_timeLimit}"
            : $"ended with {_process.ExitCode}";
        return new EndedProcess($"{_command}\n{end}", _process.ExitCode, output, await _errors);
    }

    /// <summary>Kills the process and those that it started.</summary>
    internal void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose()
    {
        _kill.Dispose();
        _limit.Dispose();
        Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
