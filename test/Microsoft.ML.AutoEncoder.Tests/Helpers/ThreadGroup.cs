using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>A group whose processes are threads of this one: what is sent from one to another is copied, except where they share
/// memory.</summary>
internal sealed class ThreadGroup : TrainingGroup
{
    private readonly Barrier _meeting;
    private readonly byte[][] _sent;
    private readonly float[][]? _memory;

    private ThreadGroup(int rank, Barrier meeting, byte[][] sent, float[][]? memory) =>
        (Rank, _meeting, _sent, _memory) = (rank, meeting, sent, memory);

    public override int Rank { get; }

    public override int Size => _sent.Length;

    /// <summary>How often the members have met.</summary>
    internal long MeetingCount => _meeting.CurrentPhaseNumber / 2;

    /// <summary>Runs something in each member of a new group, all at once.</summary>
    internal static T[] Run<T>(int size, Func<TrainingGroup, T> run, bool sharesMemory = false)
    {
        using var meeting = new Barrier(size);
        var sent = new byte[size][];
        float[][]? memory = sharesMemory ? [[]] : null;
        return ParallelRun.OnThreads(size, rank => run(new ThreadGroup(rank, meeting, sent, memory)));
    }

    protected internal override void Gather(ReadOnlySpan<byte> mine, Span<byte> all)
    {
        Send(mine);
        for (var rank = 0; rank < Size; rank++)
        {
            _sent[rank].CopyTo(all[(rank * mine.Length)..]);
        }

        _meeting.SignalAndWait();
    }

    protected internal override void ExchangeParts(ReadOnlySpan<float> mine, ReadOnlySpan<int> starts, Span<float> received)
    {
        Send(MemoryMarshal.AsBytes(mine));
        var (first, length) = (starts[Rank], starts[Rank + 1] - starts[Rank]);
        for (var rank = 0; rank < Size; rank++)
        {
            MemoryMarshal.Cast<byte, float>(_sent[rank]).Slice(first, length).CopyTo(received[(rank * length)..]);
        }

        _meeting.SignalAndWait();
    }

    protected internal override void GatherParts(Span<float> values, ReadOnlySpan<int> starts)
    {
        Send(MemoryMarshal.AsBytes(values));
        for (var rank = 0; rank < Size; rank++)
        {
            MemoryMarshal.Cast<byte, float>(_sent[rank])[starts[rank]..starts[rank + 1]].CopyTo(values[starts[rank]..]);
        }

        _meeting.SignalAndWait();
    }

    protected internal override Memory<float> ShareMemory(int length)
    {
        if (_memory is null)
        {
            return default;
        }

        if (Rank == 0)
        {
            // Any content is allowed.
            _memory[0] = [.. Enumerable.Repeat(float.NaN, length)];
        }

        Send([]);
        _meeting.SignalAndWait();
        return _memory[0];
    }

    private void Send(ReadOnlySpan<byte> mine)
    {
        _sent[Rank] = mine.ToArray();
        _meeting.SignalAndWait();
    }
}
