using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Threads that share each training step, every one with Torch's own parallelism switched off.</summary>
/// <remarks>
/// Torch's threads spin at a barrier in every single operation, so one other busy process on the machine makes training many times
/// slower. Threads of our own meet a few times a step, and wait without spinning for long. They also keep what Torch knows per thread
/// (gradient mode, dispose scopes, number of threads) apart from the application's. One of them leads, and does a part like the
/// others: a thread that only gave orders would have to be woken for each.
/// </remarks>
internal sealed class WorkerTeam
{
    // The number of threads that Torch gives to new threads belongs to the process, and is changed for a moment.
    private static readonly Lock ProcessSettings = new();

    private readonly ExceptionDispatchInfo?[] _errors;
    private readonly BlockingCollection<Action> _requests = [];
    private readonly ThreadBarrier _meeting;
    private Action<int>? _work;

    private WorkerTeam(int size)
    {
        _errors = new ExceptionDispatchInfo?[size];
        _meeting = new ThreadBarrier(size);
    }

    internal int Size => _errors.Length;

    /// <summary>The share that one of several threads has of a number of things.</summary>
    /// <returns>The number of the first thing, and of the first one of the next thread.</returns>
    internal static (int First, int End) Share(int total, int thread, int threadCount) =>
        ((int)((long)total * thread / threadCount), (int)((long)total * (thread + 1) / threadCount));

    /// <summary>Forms a team, and lets its first thread lead it.</summary>
    /// <param name="size">How many threads it has, at least 1.</param>
    /// <param name="lead">Runs on the first thread.</param>
    /// <returns>What <paramref name="lead"/> returns.</returns>
    internal static T Lead<T>(int size, Func<WorkerTeam, T> lead)
    {
        var team = new WorkerTeam(size);
        using var requests = team._requests;
        var result = default(T);
        ExceptionDispatchInfo? error = null;
        var threads = team.Start(() =>
        {
            try
            {
                result = lead(team);
            }
            catch (Exception exception)
            {
                error = ExceptionDispatchInfo.Capture(exception);
            }
        });

        foreach (var request in requests.GetConsumingEnumerable())
        {
            request();
        }

        Array.ForEach(threads, thread => thread.Join());
        error?.Throw();
        return result!;
    }

    /// <summary>Lets each thread do its part, and waits until all have done it. To be called by the thread that leads. Tensors that
    /// a part creates outside of a dispose scope of its own live as long as the team, those of the first part as long as the
    /// caller's dispose scope.</summary>
    /// <param name="work">Receives the number of the thread, from 0.</param>
    /// <exception cref="Exception">What the first of the parts that failed has thrown.</exception>
    internal void Run(Action<int> work)
    {
        _work = work;
        _meeting.SignalAndWait();
        DoPart(work, 0);
        _meeting.SignalAndWait();
        if (Array.Find(_errors, error => error is not null) is { } error)
        {
            Array.Clear(_errors);
            error.Throw();
        }
    }

    /// <summary>Runs code of the application on the thread that waits for the team, and waits until it has ended. To be called by the
    /// thread that leads.</summary>
    /// <exception cref="Exception">What the code has thrown.</exception>
    internal void OnCallingThread(Action action)
    {
        using var ended = new ManualResetEventSlim();
        ExceptionDispatchInfo? error = null;
        _requests.Add(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                error = ExceptionDispatchInfo.Capture(exception);
            }
            finally
            {
                ended.Set();
            }
        });
        ended.Wait();
        error?.Throw();
    }

    private Thread[] Start(Action lead)
    {
        using var ready = new CountdownEvent(Size);
        lock (ProcessSettings)
        {
            var processThreads = get_num_threads();
            Thread[] threads = [.. Enumerable.Range(0, Size).Select(index => Start(index, () =>
            {
                // Torch takes the process's number when a thread first asks, and would overwrite ours if that came later.
                _ = get_num_threads();
                set_num_threads(1);
                ready.Signal();
            }, index == 0 ? () => Lead(lead) : () => Follow(index)))];
            ready.Wait();
            set_num_threads(processThreads);
            return threads;
        }
    }

    private static Thread Start(int index, Action prepare, Action live)
    {
        var thread = new Thread(() =>
        {
            prepare();
            live();
        })
        {
            IsBackground = true,
            Name = $"Autoencoder training {index}",
        };
        thread.Start();
        return thread;
    }

    private void Lead(Action lead)
    {
        lead();
        _work = null;
        _meeting.SignalAndWait();
        _requests.CompleteAdding();
    }

    private void Follow(int index)
    {
        using var scope = NewDisposeScope();
        while (true)
        {
            _meeting.SignalAndWait();
            if (_work is not { } work)
            {
                return;
            }

            DoPart(work, index);
            _meeting.SignalAndWait();
        }
    }

    private void DoPart(Action<int> work, int index)
    {
        try
        {
            work(index);
        }
        catch (Exception exception)
        {
            _errors[index] = ExceptionDispatchInfo.Capture(exception);
        }
    }
}
