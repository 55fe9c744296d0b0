using System.Diagnostics;
using static Benchmarks.Statistics;

namespace Benchmarks.Scoring;

/// <summary>Times actions side by side: in turn, so that whatever disturbs the machine disturbs all of them.</summary>
internal static class Timing
{
    private const int Rounds = 7;

    // The runtime compiles twice what it has run for a while, the second time a few tenths of a second later.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <returns>The median of the seconds that each action took, after two rounds at least and a second that do not count.</returns>
    internal static double[] Seconds(params Action[] actions)
    {
        var warmUp = Stopwatch.StartNew();
        for (var round = 0; round < 2 || warmUp.Elapsed < WarmUp; round++)
        {
            Array.ForEach(actions, action => action());
        }

        var seconds = new double[Rounds, actions.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < actions.Length; i++)
            {
                var clock = Stopwatch.StartNew();
                actions[i]();
                seconds[round, i] = clock.Elapsed.TotalSeconds;
            }
        }

        return [.. Enumerable.Range(0, actions.Length).Select(i => Median(Enumerable.Range(0, Rounds).Select(round => seconds[round, i])))];
    }
}
