namespace Microsoft.ML.AutoEncoder;

/// <summary>Processes that train one model together, each on its own part of the rows: what
/// <see cref="AutoEncoderEstimator.Options.TrainingGroup"/> is set to. The package Microsoft.ML.AutoEncoder.Mpi has the group of the
/// processes that an MPI launcher has started; <see cref="InOneProcess"/> needs neither.</summary>
/// <remarks>Training is synchronous and data-parallel: in each step, every process computes the gradients of its own rows, and all of them
/// make the same step with the sum. A class that is derived from this one carries the numbers from process to process by some transport.
/// Its methods are called by one thread at a time, in the same order in all processes; a call returns when the data of all have
/// arrived.</remarks>
public abstract class TrainingGroup
{
    private int _isInUse;

    /// <summary>The number of this process in the group, from 0. The process with the number 0 writes the log and the
    /// checkpoints.</summary>
    public abstract int Rank { get; }

    /// <summary>The number of processes, at least 1.</summary>
    public abstract int Size { get; }

    /// <summary>How many of the processes share this machine's processors, at least 1. They share the threads that training uses by
    /// default.</summary>
    public virtual int ProcessesOnMachine => 1;

    /// <summary>Whether a fit of this process is under way: then no other thread may use the transport.</summary>
    protected bool IsFitting => Volatile.Read(ref _isInUse) != 0;

    /// <summary>How many parts of the rows this process trains on.</summary>
    internal virtual int PartCount => 1;

    /// <summary>A single process that trains as <paramref name="size"/> processes with a thread each would: it deals the rows of the view
    /// that it is given in turn to as many threads, as <see cref="TakePart"/> deals them to processes. The model is theirs, bit for bit, on
    /// the same kind of processor. Batch size and memory budget are those of each of them. To look at a group's training on one
    /// machine.</summary>
    /// <param name="size">How many processes to stand for, from 1 to 1,024.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is not in this range.</exception>
    public static TrainingGroup InOneProcess(int size) => new OneProcessGroup(size);

    /// <summary>The part of the rows of a view that this process trains on where all processes can read all rows: the row with the number
    /// <see cref="Rank"/> and each <see cref="Size"/>th after it.</summary>
    /// <param name="data">The rows, which all processes must get in the same order.</param>
    /// <returns>A view that reads <paramref name="data"/> whenever it is read, and cannot be shuffled.</returns>
    public IDataView TakePart(IDataView data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Size == 1 ? data : new EveryNthRowView(data, Rank, Size);
    }

    /// <summary>Gathers the same number of bytes from every process.</summary>
    /// <param name="mine">Those of this process.</param>
    /// <param name="all">Receives those of all, in the order of their ranks.</param>
    protected internal abstract void Gather(ReadOnlySpan<byte> mine, Span<byte> all);

    /// <summary>Gives every process its part of what all have: all to all.</summary>
    /// <param name="mine">The values of this process.</param>
    /// <param name="starts">Where the part of each rank begins in <paramref name="mine"/>, and at last where the last one ends. The same in
    /// all processes; a part may be empty.</param>
    /// <param name="received">Receives this process's part as each of the processes has it, in the order of their ranks.</param>
    protected internal abstract void ExchangeParts(ReadOnlySpan<float> mine, ReadOnlySpan<int> starts, Span<float> received);

    /// <summary>Gives all processes the part that each of them has.</summary>
    /// <param name="values">Has this process's part where it belongs, and receives the others.</param>
    /// <param name="starts">Where the part of each rank begins in <paramref name="values"/>, and at last where the last one ends. The same
    /// in all processes; a part may be empty.</param>
    protected internal abstract void GatherParts(Span<float> values, ReadOnlySpan<int> starts);

    /// <summary>Memory that all processes read and write, where they are on one machine: what is there need not be sent, and steps call
    /// neither <see cref="ExchangeParts"/> nor <see cref="GatherParts"/>. A group that has none need not override this.</summary>
    /// <remarks>What a process has written before it calls <see cref="Gather"/>, the others must see when that returns.</remarks>
    /// <param name="length">The number of values, the same in all processes.</param>
    /// <returns>The memory, with any content, until the next call; empty in all processes where they do not share as much.</returns>
    protected internal virtual Memory<float> ShareMemory(int length) => default;

    /// <summary>Waits until the programs of all processes have ended. A fit in which one of them waits for this one fails: it would wait
    /// for ever. To be called by a derived class before it closes the transport.</summary>
    protected void WaitForEnd() => GroupMeeting.WaitForEnd(this);

    /// <summary>Begins a fit of this process with the others.</summary>
    /// <returns>Whether no other fit of this process is at it.</returns>
    internal virtual bool TryEnter() => Interlocked.CompareExchange(ref _isInUse, 1, 0) == 0;

    internal void Leave() => Volatile.Write(ref _isInUse, 0);
}
