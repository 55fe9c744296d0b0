using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.AutoEncoder;

namespace Benchmarks.Machines;

/// <summary>Times what processes send to one another in a step, and prints milliseconds: of a meeting, and of the exchange of gradients and
/// parameters for each number of them.</summary>
internal static class ExchangeCommand
{
    internal const string Name = "machines-exchange";

    private const int Repeats = 200;
    private const int MeetingLength = 512;

    internal static Command Create()
    {
        var lengths = new Argument<int[]>("lengths");
        var command = new Command(Name, "Times what processes send to one another; for other commands.") { lengths };
        command.Hidden = true;
        command.SetAction(parsed => Run(parsed.GetRequiredValue(lengths)));
        return command;
    }

    private static void Run(int[] lengths)
    {
        var group = MpiTrainingGroup.World;
        var (header, headers) = (new byte[MeetingLength], new byte[MeetingLength * group.Size]);
        var times = new List<double> { Median(() => ((TrainingGroup)group).Gather(header, headers)) };
        foreach (var length in lengths)
        {
            int[] starts = [.. Enumerable.Range(0, group.Size + 1).Select(rank => (int)((long)length * rank / group.Size))];
            var values = new float[length];
            var received = new float[(starts[group.Rank + 1] - starts[group.Rank]) * group.Size];
            times.Add(Median(() =>
            {
                ((TrainingGroup)group).ExchangeParts(values, starts, received);
                ((TrainingGroup)group).GatherParts(values, starts);
            }));
        }

        if (group.Rank == 0)
        {
            Console.WriteLine(string.Join(' ', times.Select(time => time.ToString(CultureInfo.InvariantCulture))));
        }
    }

    private static double Median(Action action)
    {
        var times = new double[Repeats];
        for (var i = 0; i < times.Length; i++)
        {
            var clock = Stopwatch.StartNew();
            action();
            times[i] = clock.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }
}
