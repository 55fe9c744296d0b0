using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Samples.Display;

/// <summary>Everything that the job tells its user.</summary>
public sealed class JobConsole
{
    /// <summary>What a cancelled step gets to tidy up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly IAnsiConsole _console;
    private readonly IStepDisplay _display;
    private readonly CancellationToken _cancellationToken;

    public JobConsole(IAnsiConsole console, CancellationToken cancellationToken)
    {
        _console = console;
        _cancellationToken = cancellationToken;
        var capabilities = console.Profile.Capabilities;
        if (capabilities.Ansi && capabilities.Interactive)
        {
            _display = new LiveStepDisplay(console);
        }
        else
        {
            _display = new PlainStepDisplay(console);
            // A file has no edge at which lines would have to be broken.
            console.Profile.Width = 1000;
        }
    }

    public void WriteLine(string text) => _console.WriteLine(text);

    /// <summary>Writes an indented line.</summary>
    public void WriteDetail(string text)
    {
        if (_display is not LiveStepDisplay)
        {
            _console.WriteLine("  " + text);
            return;
        }

        // Each line covers the whole width, so that nothing remains of the bar that stood in its place.
        var width = Math.Max(1, _console.Profile.Width - 3);
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + width);
            if (end < text.Length && text.LastIndexOf(' ', end, end - start) is > 0 and var blank && blank > start)
            {
                end = blank;
            }

            _console.WriteLine("  " + text[start..end].PadRight(width));
            start = end < text.Length && text[end] == ' ' ? end + 1 : end;
        }
    }

    public void Write(IRenderable renderable) => _console.Write(renderable);

    /// <summary>Runs a step of the job, shows that it is running, and says how long it took.</summary>
    /// <exception cref="OperationCanceledException">The job was cancelled before or during this step.</exception>
    public (T Result, TimeSpan Time) Run<T>(string title, Func<T> step)
    {
        WriteLine(title);
        var clock = Stopwatch.StartNew();
        var result = _display.Show(() => WaitFor(Task.Run(step, _cancellationToken)));
        var time = clock.Elapsed;
        WriteDetail($"done in {time.TotalSeconds:0.0} s");
        return (result, time);
    }

    /// <summary>Tells how far the current step is, as a fraction from 0 to 1, and in words if there are any.</summary>
    public void Advance(double fraction, string? text = null)
    {
        _display.Advance(fraction);
        if (text is not null)
        {
            WriteDetail(text);
        }
    }

    /// <summary>ML.NET's own trainers cannot be cancelled. When the user wants to leave, they are left behind.</summary>
    private T WaitFor<T>(Task<T> step)
    {
        try
        {
            Task.WaitAny([step], _cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Task.WaitAny([step], Grace);
            throw;
        }

        return step.GetAwaiter().GetResult();
    }
}
