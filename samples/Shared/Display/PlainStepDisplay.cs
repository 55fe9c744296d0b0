using System.Diagnostics;
using Spectre.Console;

namespace Samples.Display;

/// <summary>For a file or a build log, where nothing can move: a long step gives a sign of life now and then.</summary>
internal sealed class PlainStepDisplay(IAnsiConsole console) : IStepDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Zero: nobody knows.</summary>
    private double _fraction;

    public T Show<T>(Func<T> step)
    {
        Volatile.Write(ref _fraction, 0);
        var clock = Stopwatch.StartNew();
        using var timer = new Timer(
            _ => console.WriteLine($"  still running after {clock.Elapsed.TotalSeconds:0} s{Left(clock.Elapsed)}"), null, Interval,
            Interval);
        return step();
    }

    public void Advance(double fraction) => Volatile.Write(ref _fraction, fraction);

    private string Left(TimeSpan elapsed) =>
        TimeLeft.Estimate(elapsed, Volatile.Read(ref _fraction)) is { } left ? $", about {left.TotalSeconds:0} s left" : string.Empty;
}
