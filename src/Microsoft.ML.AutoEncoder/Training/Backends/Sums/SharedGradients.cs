using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The gradients of all parameters, over the rows of all processes of a group.</summary>
/// <remarks>Each process gets one part of the parameters as every process has it, and adds these in the order of the ranks: so the sum does
/// not depend on the library that carries it, as that of an all-reduce does, and as much is sent. It moves the parameters of that part,
/// and gives them to the others.</remarks>
internal sealed class SharedGradients
{
    // Parts consist of whole blocks, so that the norm does not depend on the number of processes.
    private const int BlockLength = 4_096;

    private readonly GroupLink _link;
    private readonly int[] _starts;
    private readonly float[] _received;

    /// <param name="link">The processes.</param>
    /// <param name="length">The number of parameters.</param>
    internal SharedGradients(GroupLink link, int length)
    {
        _link = link;
        Values = GC.AllocateArray<float>(length, pinned: true);
        var blocks = (length + BlockLength - 1) / BlockLength;
        _starts = [.. Enumerable.Range(0, link.Size + 1)
            .Select(rank => (int)Math.Min(length, (long)blocks * rank / link.Size * BlockLength))];
        _received = link.Size == 1 ? [] : GC.AllocateArray<float>(PartLength * link.Size, pinned: true);
    }

    /// <summary>What this process has of the gradients; after <see cref="Join"/>, those over all rows in its own part.</summary>
    internal float[] Values { get; }

    /// <summary>Where this process's part begins.</summary>
    internal int PartStart => _starts[_link.Rank];

    /// <summary>The number of parameters in it.</summary>
    internal int PartLength => _starts[_link.Rank + 1] - PartStart;

    /// <summary>Adds up what all processes have, each for its own part of the parameters.</summary>
    internal void Join()
    {
        if (_link.Size == 1)
        {
            return;
        }

        _link.ExchangeParts(GroupStep.Gradients, Values, _starts, _received);
        var sum = Values.AsSpan(PartStart, PartLength);
        _received.AsSpan(0, PartLength).CopyTo(sum);
        for (var rank = 1; rank < _link.Size; rank++)
        {
            TensorPrimitives.Add(sum, _received.AsSpan(rank * PartLength, PartLength), sum);
        }
    }

    /// <summary>The sum of the squares of all gradients, joined before.</summary>
    internal double SumOfSquares()
    {
        var squares = new double[(PartLength + BlockLength - 1) / BlockLength];
        for (var block = 0; block < squares.Length; block++)
        {
            var start = block * BlockLength;
            // One after the other: other ways of adding depend on where in memory the values stand.
            foreach (var value in Values.AsSpan(PartStart + start, Math.Min(BlockLength, PartLength - start)))
            {
                squares[block] += (double)value * value;
            }
        }

        var sum = 0.0;
        foreach (var square in _link.Gather(GroupStep.Norm, squares))
        {
            sum += square;
        }

        return sum;
    }

    /// <summary>Gives all processes the values that each has for its part of the parameters.</summary>
    /// <param name="values">A value for each parameter.</param>
    internal void Spread(Span<float> values) => _link.GatherParts(GroupStep.Parameters, values, _starts);
}
