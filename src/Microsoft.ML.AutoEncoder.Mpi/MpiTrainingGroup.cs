using System.Globalization;
using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The processes that an MPI launcher has started, for <see cref="AutoEncoderEstimator.Options.TrainingGroup"/>: <c>mpirun</c> of
/// Open MPI or MPICH, <c>srun</c> of Slurm, or the MPI operator of Kubeflow.</summary>
/// <remarks>The MPI library is found when <see cref="World"/> is first asked for: that of the launcher, where both are known. It must be
/// installed on every machine, and is no part of this package. Linux on 64-bit processors. A program that was started without a launcher
/// is the only process of its group.</remarks>
public sealed class MpiTrainingGroup : TrainingGroup
{
    private static readonly Lazy<MpiTrainingGroup> LazyWorld = new(() => new MpiTrainingGroup(MpiLaunch.OfThisProcess));

    // The others have got the same error, and print it.
    private static readonly TimeSpan WaitOfFailed = TimeSpan.FromSeconds(2);

    private readonly MpiLibrary _library;
    private readonly SharedMemory _memory;

    // Since .NET 10 a process that is told to end by a signal does not come to its exit.
    private readonly PosixSignalRegistration _termination;

    private MpiTrainingGroup(MpiLaunch launch)
    {
        _library = MpiLibrary.Load(launch);
        (Rank, Size) = _library.Initialize();
        _memory = new SharedMemory(Rank, Size, _library.AllGather);
        ProcessesOnMachine = Math.Clamp(launch.LocalSize ?? 1, 1, Size);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => OnProcessExit();
        _termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => TellWhereFitting());
        if (launch.Size is { } started && started != Size)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"The launcher ({launch.Name}) has started {started} processes, but the MPI library that was found, {_library}, knows ") +
                $"of {Size}: the two do not belong together. Install the MPI whose launcher it is on every machine, or use the mpirun of " +
                $"{_library.Kind}. For Slurm: srun --mpi=pmix for Open MPI, --mpi=pmi2 for MPICH.");
        }
    }

    /// <summary>All processes that the launcher has started.</summary>
    /// <exception cref="InvalidOperationException">No MPI library is installed; or the launcher belongs to another one.</exception>
    public static MpiTrainingGroup World => LazyWorld.Value;

    /// <inheritdoc/>
    public override int Rank { get; }

    /// <inheritdoc/>
    public override int Size { get; }

    /// <inheritdoc/>
    public override int ProcessesOnMachine { get; }

    /// <summary>Rank, size and library, for logs.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"rank {Rank} of {Size}, {_library}");

    /// <inheritdoc/>
    protected override void Gather(ReadOnlySpan<byte> mine, Span<byte> all) => _library.AllGather(mine, all);

    /// <inheritdoc/>
    protected override void ExchangeParts(ReadOnlySpan<float> mine, ReadOnlySpan<int> starts, Span<float> received) =>
        _library.AllToAll(mine, starts, received, Rank);

    /// <inheritdoc/>
    protected override void GatherParts(Span<float> values, ReadOnlySpan<int> starts) => _library.AllGather(values, starts);

    /// <inheritdoc/>
    protected override Memory<float> ShareMemory(int length) => _memory.Take(length);

    /// <summary>A process that has done its work waits for the others, and tells those that wait for it in a fit. One that has failed gives
    /// them a moment to say what they have to; one that is ended in a fit leaves at once. The launcher ends the others then.</summary>
    private void OnProcessExit()
    {
        _termination.Dispose();
        if (TellWhereFitting())
        {
            return;
        }

        var end = new Thread(() =>
        {
            WaitForEnd();
            _library.FinalizeAll();
        })
        {
            IsBackground = true,
        };
        end.Start();
        end.Join(Environment.ExitCode == 0 ? Timeout.InfiniteTimeSpan : WaitOfFailed);
    }

    /// <summary>Says of a process that is ended in a fit that it is.</summary>
    /// <returns>Whether it is in one.</returns>
    private bool TellWhereFitting()
    {
        var isFitting = IsFitting;
        if (isFitting)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Rank {Rank} of {Size} has been ended during a fit."));
        }

        return isFitting;
    }
}
