using Microsoft.ML.AutoEncoder.Training;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>Where threads wait for one another.</summary>
public sealed class ThreadBarrierTests
{
    private static readonly TimeSpan LongerThanAnyYield = TimeSpan.FromMilliseconds(5);

    [Theory]
    [InlineData(1, 1_000, 0)]
    [InlineData(2, 5_000, 0)]
    [InlineData(7, 500, 0)]
    [InlineData(2, 20, 1)]
    [InlineData(7, 20, 1)]
    public void Nobody_goes_on_before_all_have_come(int threadCount, int rounds, int lateThreads)
    {
        var barrier = new ThreadBarrier(threadCount);
        var arrived = 0;
        var tooFew = 0;

        var threads = Enumerable.Range(0, threadCount).Select(number => new Thread(() =>
        {
            for (var round = 1; round <= rounds; round++)
            {
                if ((number + round) % threadCount < lateThreads)
                {
                    Thread.Sleep(LongerThanAnyYield);
                }

                Interlocked.Increment(ref arrived);
                barrier.SignalAndWait();
                if (Volatile.Read(ref arrived) < round * threadCount)
                {
                    Interlocked.Increment(ref tooFew);
                }
            }
        })
        {
            IsBackground = true,
        }).ToArray();
        Array.ForEach(threads, thread => thread.Start());

        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromMinutes(1)), "A thread waits for ever."));
        Assert.Equal(rounds * threadCount, arrived);
        Assert.Equal(0, tooFew);
    }
}
