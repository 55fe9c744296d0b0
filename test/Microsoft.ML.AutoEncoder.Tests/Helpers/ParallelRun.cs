using System.Runtime.ExceptionServices;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Runs something on several threads at once.</summary>
internal static class ParallelRun
{
    /// <summary>Threads of their own, not the pool's, so that all of them really run at once. They start together.</summary>
    /// <returns>The results in the order of the numbers 0, 1, ... that <paramref name="run"/> got.</returns>
    internal static T[] OnThreads<T>(int count, Func<int, T> run)
    {
        var results = new T[count];
        var failures = new ExceptionDispatchInfo?[count];
        using var start = new Barrier(count);
        var threads = Enumerable.Range(0, count).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                results[i] = run(i);
            }
            catch (Exception exception)
            {
                failures[i] = ExceptionDispatchInfo.Capture(exception);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        foreach (var failure in failures)
        {
            failure?.Throw();
        }

        return results;
    }
}
