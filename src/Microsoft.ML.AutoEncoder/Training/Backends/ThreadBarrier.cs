using System.Diagnostics;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Where threads wait until all of them have come.</summary>
/// <remarks>Most waits of a training are shorter than it takes to wake a thread. So a thread first offers its processor to whoever wants
/// it, again and again, and sleeps only if the others take long, as they do beside another process.</remarks>
/// <param name="size">The number of threads.</param>
internal sealed class ThreadBarrier(int size)
{
    // Several times what it takes to wake a thread, and far less than the scheduler gives to another process at a time.
    private static readonly TimeSpan LongestYield = TimeSpan.FromMicroseconds(200);

    private readonly object _sleep = new();
    private int _arrived;
    private int _sleeping;
    private volatile int _round;

    /// <summary>Waits until all threads have called this.</summary>
    internal void SignalAndWait()
    {
        var round = _round;
        if (Interlocked.Increment(ref _arrived) == size)
        {
            _arrived = 0;
            Interlocked.Increment(ref _round);
            WakeAll();
        }
        else if (!HasEndedSoon(round))
        {
            Sleep(round);
        }
    }

    private bool HasEndedSoon(int round)
    {
        var start = Stopwatch.GetTimestamp();
        var wait = default(SpinWait);
        while (_round == round)
        {
            if (Stopwatch.GetElapsedTime(start) >= LongestYield)
            {
                return false;
            }

            wait.SpinOnce(sleep1Threshold: -1);
        }

        return true;
    }

    private void Sleep(int round)
    {
        lock (_sleep)
        {
            // Before the last look: whoever ends the round looks for sleepers after that.
            Interlocked.Increment(ref _sleeping);
            while (_round == round)
            {
                Monitor.Wait(_sleep);
            }

            Interlocked.Decrement(ref _sleeping);
        }
    }

    private void WakeAll()
    {
        if (Volatile.Read(ref _sleeping) > 0)
        {
            lock (_sleep)
            {
                Monitor.PulseAll(_sleep);
            }
        }
    }
}
