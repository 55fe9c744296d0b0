using TorchSharp;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Tests that look at what belongs to the whole process, live tensors for one, and so run while no other test does.</summary>
[CollectionDefinition(nameof(CountsTensors), DisableParallelization = true)]
public sealed class CountsTensors
{
    private const long RoomForTheAction = 100_000_000;

    /// <summary>How many more tensors are alive after the action than before, those included that it has left to the garbage
    /// collector.</summary>
    internal static long LeftBy(Action action)
    {
        // What other tests have left must not go while we count, and what the action leaves must not go before.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.True(GC.TryStartNoGCRegion(RoomForTheAction));
        try
        {
            // The region begins with a collection, which finds what the finalizers before have let go of.
            GC.WaitForPendingFinalizers();
            var before = torch.Tensor.TotalCount;
            action();
            return torch.Tensor.TotalCount - before;
        }
        finally
        {
            // Throws if there was a collection after all.
            GC.EndNoGCRegion();
        }
    }
}
