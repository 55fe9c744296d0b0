using System.CommandLine;
using System.Diagnostics;

namespace Benchmarks.Training;

/// <summary>A busy neighbour: keeps one processor busy until it is killed, or until nobody wants it any more.</summary>
internal static class SpinCommand
{
    internal const string Name = "spin";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    internal static Command Create()
    {
        var command = new Command(Name, "Keeps one processor busy; for other commands.") { Hidden = true };
        command.SetAction(_ =>
        {
            Console.WriteLine("spinning");
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < Limit;)
            {
                Thread.SpinWait(1000);
            }
        });
        return command;
    }
}
