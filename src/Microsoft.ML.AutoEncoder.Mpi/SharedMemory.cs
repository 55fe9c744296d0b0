namespace Microsoft.ML.AutoEncoder;

/// <summary>Finds out whether all processes of a group share memory: the first one makes some, and the others look for it.</summary>
/// <param name="rank">The number of this process.</param>
/// <param name="size">The number of processes.</param>
/// <param name="gather">Gathers as many bytes from each process.</param>
internal sealed class SharedMemory(int rank, int size, SharedMemory.Gather gather)
{
    /// <summary>A switch of <see cref="AppContext"/>: a process for which it is set shares no memory, and then none of its group
    /// does.</summary>
    internal const string Refusal = "Microsoft.ML.AutoEncoder.Mpi.NoSharedMemory";

    private MachineMemory? _memory;

    /// <inheritdoc cref="TrainingGroup.Gather"/>
    internal delegate void Gather(ReadOnlySpan<byte> mine, Span<byte> all);

    private static bool IsRefused => AppContext.TryGetSwitch(Refusal, out var isRefused) && isRefused;

    /// <inheritdoc cref="TrainingGroup.ShareMemory"/>
    internal Memory<float> Take(int length)
    {
        // All processes have asked for the same before, and have the same answer.
        if (_memory is null || _memory.Memory.Length < length)
        {
            ((IDisposable?)_memory)?.Dispose();
            _memory = Find(length);
        }

        return _memory is null ? default : _memory.Memory[..length];
    }

    private MachineMemory? Find(int length)
    {
        var offered = Guid.NewGuid();
        try
        {
            var memory = rank == 0 && !IsRefused && !OperatingSystem.IsWindows() ? MachineMemory.TryCreate(offered, length) : null;
            var name = new Guid(All((memory is null ? Guid.Empty : offered).ToByteArray()).AsSpan(0, 16));
            if (rank > 0 && name != Guid.Empty && !IsRefused)
            {
                memory = MachineMemory.TryOpen(name, length);
            }

            if (!All([memory is null ? (byte)0 : (byte)1]).Contains((byte)0))
            {
                return memory;
            }

            ((IDisposable?)memory)?.Dispose();
            return null;
        }
        finally
        {
            MachineMemory.Hide(offered);
        }
    }

    private byte[] All(byte[] mine)
    {
        var all = new byte[mine.Length * size];
        gather(mine, all);
        return all;
    }
}
