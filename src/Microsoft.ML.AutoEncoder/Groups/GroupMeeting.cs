using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Where the processes of a group meet before they do anything together: each says what it is at, and whether it has failed. So an
/// error in one of them ends all of them, and nobody waits for a process that is elsewhere.</summary>
/// <param name="host">Raises errors.</param>
/// <param name="group">The processes.</param>
internal sealed class GroupMeeting(IHost host, TrainingGroup group)
{
    /// <summary>How many bytes of content travel with what each process says.</summary>
    internal const int Capacity = HeaderLength - HeadLength;

    private const int HeaderLength = 512;
    private const int HeadLength = 16;
    private const int ErrorLength = 4_096;
    private const int Working = 0;
    private const int Failed = 1;
    private const int Cancelled = 2;

    private readonly byte[] _header = new byte[HeaderLength];
    private readonly byte[] _headers = new byte[HeaderLength * group.Size];

    /// <summary>Whether the processes have parted, all with an error: there is nobody left to meet.</summary>
    internal bool IsOver { get; set; }

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

    /// <summary>Waits for all processes.</summary>
    /// <param name="step">What this process is at.</param>
    /// <param name="content">What the others receive, if it is no longer than <see cref="Capacity"/>, and its length.</param>
    /// <exception cref="InvalidOperationException">One of them has failed, or is at something else.</exception>
    /// <exception cref="OperationCanceledException">One of them has been cancelled.</exception>
    internal void Hold(GroupStep step, params ReadOnlySpan<byte> content) => Hold(step, Working, content, null);

    /// <summary>Tells the others of an error.</summary>
    /// <exception cref="InvalidOperationException">Always: the error, as all processes throw it.</exception>
    /// <exception cref="OperationCanceledException">The same for a process that has been cancelled.</exception>
    internal void Fail(GroupStep step, Exception cause) =>
        Hold(step, cause is OperationCanceledException ? Cancelled : Failed, [], cause);

    /// <summary>The length of the content of a process in the last meeting.</summary>
    internal int LengthOf(int rank) =>
        (int)BinaryPrimitives.ReadInt64LittleEndian(_headers.AsSpan((rank * HeaderLength) + sizeof(long)));

    /// <summary>The content of a process in the last meeting, where it is no longer than <see cref="Capacity"/>.</summary>
    internal ReadOnlySpan<byte> ContentOf(int rank) => _headers.AsSpan((rank * HeaderLength) + HeadLength, LengthOf(rank));

    private static int FieldOf(byte[] headers, int rank, int field) =>
        BinaryPrimitives.ReadInt32LittleEndian(headers.AsSpan((rank * HeaderLength) + (field * sizeof(int))));

    private int StepOf(int rank) => FieldOf(_headers, rank, 0);

    private int StatusOf(int rank) => FieldOf(_headers, rank, 1);

    private void Hold(GroupStep step, int status, ReadOnlySpan<byte> content, Exception? cause)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_header, (int)step);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(sizeof(int)), status);
        BinaryPrimitives.WriteInt64LittleEndian(_header.AsSpan(sizeof(long)), content.Length);
        if (content.Length <= Capacity)
        {
            content.CopyTo(_header.AsSpan(HeadLength));
        }

        group.Gather(_header, _headers);
        for (var rank = 0; rank < group.Size; rank++)
        {
            if (StatusOf(rank) != Working)
            {
                IsOver = true;
                throw ErrorOf(rank, cause);
            }
        }

        for (var rank = 1; rank < group.Size; rank++)
        {
            if (StepOf(rank) != StepOf(0))
            {
                IsOver = true;
                throw OtherStep(rank);
            }
        }
    }

    private Exception OtherStep(int rank)
    {
        var ended = Enumerable.Range(0, group.Size).Where(other => StepOf(other) == (int)GroupStep.ProgramEnd).ToArray();
        return ended.Length > 0
            ? host.Except(string.Create(
                CultureInfo.InvariantCulture,
                $"The program of rank {ended[0]} has ended, and rank {group.Rank} is fitting: all processes must fit the same models."))
            : host.Except(
                $"The processes of the group do not run the same program: rank 0 is at '{(GroupStep)StepOf(0)}', and rank {rank} is " +
                $"at '{(GroupStep)StepOf(rank)}'. All of them must fit the same models in the same order.");
    }

    /// <summary>The error of a process that has failed, as all of them throw it.</summary>
    private Exception ErrorOf(int rank, Exception? cause)
    {
        var (mine, all) = (new byte[ErrorLength], new byte[ErrorLength * group.Size]);
        var text = Encoding.UTF8.GetBytes(cause?.Message ?? string.Empty);
        text.AsSpan(0, Math.Min(text.Length, ErrorLength)).CopyTo(mine);
        group.Gather(mine, all);
        var message = Encoding.UTF8.GetString(all.AsSpan(rank * ErrorLength, ErrorLength)).TrimEnd('\0');
        message = string.Create(CultureInfo.InvariantCulture, $"Rank {rank} of {group.Size} has ended the training: {message}");
        return StatusOf(rank) == Cancelled ? new OperationCanceledException(message, cause)
            : cause is null ? host.Except(message)
            : host.Except(cause, message);
    }
}
