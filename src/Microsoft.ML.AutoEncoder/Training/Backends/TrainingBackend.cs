using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What computes the steps of a training: the device, the number of threads, and where their shares become sums. All of it is
/// chosen here.</summary>
/// <param name="Device">What training runs on.</param>
/// <param name="ThreadCount">The number of threads that share a step.</param>
/// <param name="Sums">Where everything that is summed over rows becomes one number.</param>
internal sealed record TrainingBackend(TrainingDevice Device, int ThreadCount, IRowSums Sums)
{
    // With fewer rows each, threads wait for one another longer than they save.
    private const int MinimumRowsPerThread = 32;

    /// <summary>The precision of matrix products; not <see cref="TrainingPrecision.Auto"/>.</summary>
    internal TrainingPrecision Precision { get; init; } = TrainingPrecision.Single;

    /// <param name="device">What training runs on.</param>
    /// <param name="wantedThreads">What the user wants; null: as many threads as there are processors and a batch gives work to.</param>
    /// <param name="batchSize">The number of rows of the largest batch.</param>
    internal static TrainingBackend Choose(TrainingDevice device, int? wantedThreads, int batchSize)
    {
        var wanted = wantedThreads ?? Math.Max(1, Math.Min(Environment.ProcessorCount, batchSize / MinimumRowsPerThread));
        return new TrainingBackend(device, device.HasOwnMemory ? 1 : Math.Min(wanted, batchSize), new ThreadSums());
    }

    /// <summary>Forms the team of threads, and lets its first one lead. No tensor that it creates is left afterwards.</summary>
    /// <param name="lead">Runs on the first thread.</param>
    /// <returns>What <paramref name="lead"/> returns: nothing of Torch.</returns>
    internal T Lead<T>(Func<WorkerTeam, T> lead) => WorkerTeam.Lead(ThreadCount, team =>
    {
        using var scope = NewDisposeScope();
        return lead(team);
    });

    /// <summary>Creates what makes the steps. Its tensors belong to the current dispose scope.</summary>
    /// <param name="team">The threads, of which the caller's is the first.</param>
    /// <param name="task">What is to be trained.</param>
    /// <param name="state">Where the training begins.</param>
    /// <param name="optimizer">The optimizer whose buffers are part of the state.</param>
    /// <param name="batches">Where the rows come from.</param>
    internal ITrainingStep CreateStep(WorkerTeam team, TrainingTask task, TrainingState state, IOptimizer optimizer, IBatchFeed batches) =>
        Device.HasOwnMemory
            ? new DeviceTrainingStep(this, task, state, optimizer, batches)
            : new TrainingStep(team, this, task, state, optimizer);
}
