using TorchSharp;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Tests that look at what belongs to the whole process, live tensors for one, and so run while no other test does.</summary>
[CollectionDefinition(nameof(CountsTensors), DisableParallelization = true)]
public sealed class CountsTensors
{
    /// <summary>How many tensors are alive, those aside that other tests have left to the garbage collector.</summary>
    internal static long LiveTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }
}
