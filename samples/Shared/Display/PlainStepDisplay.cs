using System.Diagnostics;
using Spectre.Console;

namespace Samples.Display;

/// <summary>For a file or a build log, where nothing can move: a long step gives a sign of life now and then.</summary>
internal sealed class PlainStepDisplay(IAnsiConsole console) : IStepDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public T Show<T>(Func<T> step)
    {
        var clock = Stopwatch.StartNew();
        using var timer = new Timer(
            _ => console.WriteLine($"  still running after {clock.Elapsed.TotalSeconds:0} s"), null, Interval, Interval);
        return step();
    }

    public void Advance(double fraction)
    {
        // The lines that the job writes by itself say it.
    }
}
