using System.Collections.Concurrent;

namespace AutoEncoderTool.Scoring;

/// <summary>Works on several things at once and gives the results in the order of the things. Only a few are under way at a time, so that
/// memory does not grow with their number.</summary>
internal static class OrderedParallel
{
    private const int PerThread = 3;

    /// <param name="inputs">The things; they are taken on a thread of its own.</param>
    /// <param name="work">Done on any thread.</param>
    /// <param name="threads">How many things are worked on at once.</param>
    /// <param name="cancellationToken">Ends it, even where taking the next thing does not return.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal static IEnumerable<TOut> Select<TIn, TOut>(
        IEnumerable<TIn> inputs, Func<TIn, TOut> work, int threads, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = stop.Token;
        var results = new BlockingCollection<Task<TOut>>(PerThread * threads);
        var gate = new SemaphoreSlim(threads);

        // Not waited for at the end: it may stand in a read that never returns.
        _ = Task.Factory.StartNew(TakeInputs, token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var result in results.GetConsumingEnumerable(token))
            {
                Task.WaitAny([result], token);
                yield return result.GetAwaiter().GetResult();
            }
        }
        finally
        {
            stop.Cancel();
        }

        void TakeInputs()
        {
            try
            {
                foreach (var input in inputs)
                {
                    gate.Wait(token);
                    results.Add(Task.Run(() => Work(input), CancellationToken.None), token);
                }
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
            }
            catch (Exception exception)
            {
                // The error has its place after the results before it.
                AddError(exception);
            }
            finally
            {
                results.CompleteAdding();
            }
        }

        void AddError(Exception exception)
        {
            try
            {
                results.Add(Task.FromException<TOut>(exception), token);
            }
            catch (OperationCanceledException)
            {
            }
        }

        TOut Work(TIn input)
        {
            try
            {
                return work(input);
            }
            finally
            {
                gate.Release();
            }
        }
    }
}
