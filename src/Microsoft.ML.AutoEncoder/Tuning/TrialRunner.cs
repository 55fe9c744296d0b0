using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Runs the trials of a round, some at the same time. What comes out does not depend on the order in which they end.</summary>
/// <param name="host">Knows whether the context was cancelled.</param>
/// <param name="log">Has the trials that ended earlier, and is told of those that end.</param>
/// <param name="stop">Ends the round.</param>
internal sealed class TrialRunner(IHost host, TrialLog log, CancellationTokenSource stop)
{
    /// <summary>How many trials run at once.</summary>
    internal required int Parallelism { get; init; }

    /// <returns>The trials that have ended, in the order of the settings.</returns>
    internal TuningTrial[] Run(TuningDraw[] draws, int round, Func<TuningDraw, TuningTrial> run)
    {
        var trials = new TuningTrial?[draws.Length];
        // One after the other: the better ones of the last round stand in front, and shall be ready when time is up.
        var queue = Partitioner.Create(Enumerable.Range(0, draws.Length), EnumerablePartitionerOptions.NoBuffering);
        try
        {
            Parallel.ForEach(queue, new ParallelOptions { MaxDegreeOfParallelism = Parallelism }, RunOne);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return [.. trials.OfType<TuningTrial>()];

        void RunOne(int i)
        {
            if (log.Find(draws[i].Number, round) is { } earlier)
            {
                trials[i] = earlier;
                return;
            }

            try
            {
                host.CheckAlive();
                if (!stop.IsCancellationRequested)
                {
                    var trial = run(draws[i]);
                    log.Add(trial);
                    trials[i] = trial;
                }
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                // Time is up, or the search was cancelled, or has failed: the trial counts for nothing, and whoever waits for it knows why.
            }
            catch
            {
                // Not a trial that failed, but the user's callback or the file: nothing else is begun.
                stop.Cancel();
                throw;
            }
        }
    }
}
