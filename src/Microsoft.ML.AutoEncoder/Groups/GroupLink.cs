using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>One fit of a process together with the others of its group.</summary>
/// <remarks>Of a fit without a group, it is the only member of a group of its own, and nothing is sent.</remarks>
internal sealed class GroupLink : IDisposable
{
    private readonly IHost _host;
    private readonly TrainingGroup? _group;
    private readonly GroupMeeting? _meeting;

    private GroupLink(IHost host, TrainingGroup? group)
    {
        (_host, _group) = (host, group);
        (Rank, Size, PartCount) = group is null ? (0, 1, 1) : (group.Rank, group.Size, group.PartCount);
        _meeting = Size > 1 ? new GroupMeeting(host, group!) : null;
    }

    /// <summary>Whether the user has set a group, if only of this process.</summary>
    internal bool IsGroup => _group is not null;

    internal int Rank { get; }

    /// <summary>The number of processes.</summary>
    internal int Size { get; }

    /// <summary>How many parts of the rows this process has; one, except where it stands for several.</summary>
    internal int PartCount { get; }

    /// <summary>How many processes share this machine's processors.</summary>
    internal int ProcessesOnMachine => _group?.ProcessesOnMachine ?? 1;

    /// <summary>Whether this process writes the log, the reports and the checkpoints.</summary>
    internal bool Leads => Rank == 0;

    /// <param name="host">Raises errors.</param>
    /// <param name="group">The processes; null: this one alone.</param>
    /// <exception cref="InvalidOperationException">Another fit of this process trains with the group.</exception>
    internal static GroupLink Enter(IHost host, TrainingGroup? group) => group?.TryEnter() == false
        ? throw host.Except(
            "Another fit of this process is training with the same group. Its processes must fit the same models in the same order: one " +
            "after the other.")
        : new GroupLink(host, group);

    public void Dispose() => _group?.Leave();

    /// <summary>Does the work of a fit. What it throws in one process is thrown in all of them.</summary>
    /// <returns>What the work returns, when all processes have done it.</returns>
    /// <exception cref="InvalidOperationException">The work of one of the processes has failed.</exception>
    /// <exception cref="OperationCanceledException">One of them has been cancelled.</exception>
    internal T Run<T>(Func<T> work)
    {
        try
        {
            var result = work();
            _meeting?.Hold(GroupStep.End);
            return result;
        }
        catch (Exception exception) when (_meeting?.IsOver == false)
        {
            _meeting.Fail(GroupStep.End, exception);
            throw;
        }
    }

    /// <summary>The part of a view that is one of this process's parts.</summary>
    internal IDataView Part(IDataView view, int part) => PartCount == 1 ? view : new EveryNthRowView(view, part, PartCount);

    /// <summary>Gathers numbers from all processes.</summary>
    /// <param name="step">What for.</param>
    /// <param name="mine">Those of this process; others may have more or less.</param>
    /// <returns>Those of all, in the order of their ranks.</returns>
    internal double[] Gather(GroupStep step, params ReadOnlySpan<double> mine)
    {
        if (Size == 1)
        {
            return mine.ToArray();
        }

        var parts = Gather(step, MemoryMarshal.AsBytes(mine));
        var all = new double[parts.Sum(part => part.Length) / sizeof(double)];
        var bytes = MemoryMarshal.AsBytes(all.AsSpan());
        foreach (var part in parts)
        {
            part.CopyTo(bytes);
            bytes = bytes[part.Length..];
        }

        return all;
    }

    /// <inheritdoc cref="Gather(GroupStep, ReadOnlySpan{double})"/>
    internal byte[][] Gather(GroupStep step, ReadOnlySpan<byte> mine)
    {
        if (_meeting is null)
        {
            return [mine.ToArray()];
        }

        _meeting.Hold(step, mine);
        int[] lengths = [.. Enumerable.Range(0, Size).Select(_meeting.LengthOf)];
        var longest = lengths.Max();
        if (longest <= GroupMeeting.Capacity)
        {
            return [.. Enumerable.Range(0, Size).Select(rank => _meeting.ContentOf(rank).ToArray())];
        }

        var (padded, all) = (new byte[longest], new byte[(long)longest * Size]);
        mine.CopyTo(padded);
        _group!.Gather(padded, all);
        return [.. lengths.Select((length, rank) => all.AsSpan(rank * longest, length).ToArray())];
    }

    /// <summary>Gathers what each of the parts of the rows gives, in the order of the parts of all processes.</summary>
    internal byte[][] GatherParts(GroupStep step, IReadOnlyList<byte[]> mine) => Size == 1 ? [.. mine] : Gather(step, mine.Single());

    /// <summary>Adds numbers of all processes in the order of their ranks.</summary>
    internal double Sum(GroupStep step, double mine)
    {
        var sum = 0.0;
        foreach (var one in Gather(step, mine))
        {
            sum += one;
        }

        return sum;
    }

    /// <summary>Memory that all processes share; see <see cref="TrainingGroup.ShareMemory"/>.</summary>
    /// <returns>Empty where they share none.</returns>
    internal Memory<float> ShareMemory(int length)
    {
        _meeting!.Hold(GroupStep.Memory);
        return _group!.ShareMemory(length);
    }

    /// <summary>Waits for all processes: each sees then what the others have written to shared memory before.</summary>
    internal void Meet(GroupStep step)
    {
        Interlocked.MemoryBarrier();
        _meeting!.Hold(step);
        Interlocked.MemoryBarrier();
    }

    /// <summary>Gives every process its part of what all have; see <see cref="TrainingGroup.ExchangeParts"/>.</summary>
    internal void ExchangeParts(GroupStep step, ReadOnlySpan<float> mine, ReadOnlySpan<int> starts, Span<float> received)
    {
        _meeting!.Hold(step);
        _group!.ExchangeParts(mine, starts, received);
    }

    /// <summary>Gives all processes the part that each has; see <see cref="TrainingGroup.GatherParts"/>.</summary>
    internal void GatherParts(GroupStep step, Span<float> values, ReadOnlySpan<int> starts)
    {
        if (_meeting is not null)
        {
            _meeting.Hold(step);
            _group!.GatherParts(values, starts);
        }
    }

    /// <summary>Gives all processes the bytes of the one that leads.</summary>
    /// <param name="step">What for.</param>
    /// <param name="bytes">The bytes; of no account where this process does not lead.</param>
    internal byte[] Spread(GroupStep step, byte[] bytes)
    {
        if (Size == 1)
        {
            return bytes;
        }

        var length = (int)Gather(step, Leads ? bytes.Length : 0)[0];
        var values = new float[(length + sizeof(float) - 1) / sizeof(float)];
        if (Leads)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        int[] starts = [0, .. Enumerable.Repeat(values.Length, Size)];
        GatherParts(step, values, starts);
        return MemoryMarshal.AsBytes(values.AsSpan())[..length].ToArray();
    }

    /// <summary>Finds out that processes were started with different settings.</summary>
    /// <param name="lines">The settings of this process, line by line.</param>
    /// <exception cref="InvalidOperationException">A line is not the same in all processes.</exception>
    internal void Agree(IReadOnlyList<string> lines)
    {
        var all = Gather(GroupStep.Beginning, Encoding.UTF8.GetBytes(string.Join('\n', lines)))
            .Select(text => Encoding.UTF8.GetString(text).Split('\n'))
            .ToArray();
        for (var rank = 1; rank < Size; rank++)
        {
            for (var i = 0; i < Math.Max(all[0].Length, all[rank].Length); i++)
            {
                var (first, other) = (all[0].ElementAtOrDefault(i) ?? "nothing", all[rank].ElementAtOrDefault(i) ?? "nothing");
                if (first != other)
                {
                    // All find the same.
                    _meeting!.IsOver = true;
                    throw _host.Except(
                        $"The processes of the group do not train the same: rank 0 has '{first}', and rank {rank} has '{other}'. " +
                        "All need the same version of the library and the same options, with a seed: set it, or give the MLContext one.");
                }
            }
        }
    }
}
