using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>One fit of a process together with the others of its group. Whatever they do, they first meet: each says what it is at, and
/// whether it has failed. So an error in one of them ends all of them, and nobody waits for a process that is elsewhere.</summary>
/// <remarks>Of a fit without a group, it is the only member of a group of its own, and nothing is sent.</remarks>
internal sealed class GroupLink : IDisposable
{
    // What is small travels with the header.
    private const int HeaderLength = 512;
    private const int HeadLength = 16;
    private const int ErrorLength = 4_096;
    private const int Working = 0;
    private const int Failed = 1;
    private const int Cancelled = 2;

    private readonly IHost _host;
    private readonly TrainingGroup? _group;
    private readonly byte[] _header = new byte[HeaderLength];
    private readonly byte[] _headers;
    private bool _isOver;

    private GroupLink(IHost host, TrainingGroup? group)
    {
        (_host, _group) = (host, group);
        (Rank, Size, PartCount) = group is null ? (0, 1, 1) : (group.Rank, group.Size, group.PartCount);
        _headers = new byte[HeaderLength * Size];
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

    /// <inheritdoc cref="TrainingGroup.WaitForEnd"/>
    internal static void WaitForEnd(TrainingGroup group)
    {
        var (mine, all) = (new byte[HeaderLength], new byte[HeaderLength * group.Size]);
        BinaryPrimitives.WriteInt32LittleEndian(mine, (int)GroupStep.ProgramEnd);
        bool isOver;
        do
        {
            group.Gather(mine, all);
            var ranks = Enumerable.Range(0, group.Size);
            isOver = ranks.All(rank => FieldOf(all, rank, 0) == (int)GroupStep.ProgramEnd);
            if (ranks.Any(rank => FieldOf(all, rank, 1) != Working))
            {
                // Those that have failed say why.
                group.Gather(new byte[ErrorLength], new byte[ErrorLength * group.Size]);
            }
        }
        while (!isOver);
    }

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
            Meet(GroupStep.End, Working, []);
            return result;
        }
        catch (Exception exception) when (Size > 1 && !_isOver)
        {
            Meet(GroupStep.End, exception is OperationCanceledException ? Cancelled : Failed, [], exception);
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
        if (Size == 1)
        {
            return [mine.ToArray()];
        }

        Meet(step, Working, mine);
        int[] lengths = [.. Enumerable.Range(0, Size).Select(LengthOf)];
        var longest = lengths.Max();
        if (longest <= HeaderLength - HeadLength)
        {
            return [.. lengths.Select((length, rank) => _headers.AsSpan((rank * HeaderLength) + HeadLength, length).ToArray())];
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

    /// <summary>Gives every process its part of what all have; see <see cref="TrainingGroup.ExchangeParts"/>.</summary>
    internal void ExchangeParts(GroupStep step, ReadOnlySpan<float> mine, ReadOnlySpan<int> starts, Span<float> received)
    {
        Meet(step, Working, []);
        _group!.ExchangeParts(mine, starts, received);
    }

    /// <summary>Gives all processes the part that each has; see <see cref="TrainingGroup.GatherParts"/>.</summary>
    internal void GatherParts(GroupStep step, Span<float> values, ReadOnlySpan<int> starts)
    {
        if (Size > 1)
        {
            Meet(step, Working, []);
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
                    _isOver = true;
                    throw _host.Except(
                        $"The processes of the group do not train the same: rank 0 has '{first}', and rank {rank} has '{other}'. " +
                        "All need the same version of the library and the same options, with a seed: set it, or give the MLContext one.");
                }
            }
        }
    }

    private int LengthOf(int rank) =>
        (int)BinaryPrimitives.ReadInt64LittleEndian(_headers.AsSpan((rank * HeaderLength) + sizeof(long)));

    private static int FieldOf(byte[] headers, int rank, int field) =>
        BinaryPrimitives.ReadInt32LittleEndian(headers.AsSpan((rank * HeaderLength) + (field * sizeof(int))));

    private int Field(int rank, int field) => FieldOf(_headers, rank, field);

    /// <summary>Waits for all processes.</summary>
    /// <exception cref="InvalidOperationException">One of them has failed, or is at something else.</exception>
    /// <exception cref="OperationCanceledException">One of them has been cancelled.</exception>
    private void Meet(GroupStep step, int status, ReadOnlySpan<byte> content, Exception? cause = null)
    {
        if (Size == 1)
        {
            return;
        }

        BinaryPrimitives.WriteInt32LittleEndian(_header, (int)step);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(sizeof(int)), status);
        BinaryPrimitives.WriteInt64LittleEndian(_header.AsSpan(sizeof(long)), content.Length);
        if (content.Length <= HeaderLength - HeadLength)
        {
            content.CopyTo(_header.AsSpan(HeadLength));
        }

        _group!.Gather(_header, _headers);
        for (var rank = 0; rank < Size; rank++)
        {
            if (Field(rank, 1) != Working)
            {
                _isOver = true;
                throw ErrorOf(rank, cause);
            }
        }

        for (var rank = 1; rank < Size; rank++)
        {
            if (Field(rank, 0) != Field(0, 0))
            {
                _isOver = true;
                throw OtherStep(rank);
            }
        }
    }

    private Exception OtherStep(int rank)
    {
        var ended = Enumerable.Range(0, Size).Where(other => Field(other, 0) == (int)GroupStep.ProgramEnd).ToArray();
        return ended.Length > 0
            ? _host.Except(string.Create(
                CultureInfo.InvariantCulture,
                $"The program of rank {ended[0]} has ended, and rank {Rank} is fitting: all processes must fit the same models."))
            : _host.Except(
                $"The processes of the group do not run the same program: rank 0 is at '{(GroupStep)Field(0, 0)}', and rank {rank} is " +
                    $"at '{(GroupStep)Field(rank, 0)}'. All of them must fit the same models in the same order.");
    }

    /// <summary>The error of a process that has failed, as all of them throw it.</summary>
    private Exception ErrorOf(int rank, Exception? cause)
    {
        var (mine, all) = (new byte[ErrorLength], new byte[ErrorLength * Size]);
        var text = Encoding.UTF8.GetBytes(cause?.Message ?? string.Empty);
        text.AsSpan(0, Math.Min(text.Length, ErrorLength)).CopyTo(mine);
        _group!.Gather(mine, all);
        var message = Encoding.UTF8.GetString(all.AsSpan(rank * ErrorLength, ErrorLength)).TrimEnd('\0');
        var status = Field(rank, 1);
        message = string.Create(CultureInfo.InvariantCulture, $"Rank {rank} of {Size} has ended the training: {message}");
        return status == Cancelled ? new OperationCanceledException(message, cause)
            : cause is null ? _host.Except(message)
            : _host.Except(cause, message);
    }
}
