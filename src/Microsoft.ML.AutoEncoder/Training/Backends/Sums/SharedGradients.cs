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
    private readonly IPartExchange _parts;

    /// <param name="link">The processes.</param>
    /// <param name="length">The number of parameters.</param>
    internal SharedGradients(GroupLink link, int length)
    {
        _link = link;
        var blocks = (length + BlockLength - 1) / BlockLength;
        _starts = [.. Enumerable.Range(0, link.Size + 1)
            .Select(rank => (int)Math.Min(length, (long)blocks * rank / link.Size * BlockLength))];
        _parts = (IPartExchange?)SharedParts.TryCreate(link, _starts) ?? new SentParts(link, _starts);
    }

    /// <summary>What this process has of the gradients, and in its own part what it has kept.</summary>
    internal Span<float> Values => _parts.Mine;

    /// <summary>Where this process's part begins.</summary>
    internal int PartStart => _starts[_link.Rank];

    /// <summary>The number of parameters in it.</summary>
    internal int PartLength => _starts[_link.Rank + 1] - PartStart;

    /// <summary>Waits until all processes have their gradients.</summary>
    internal void Exchange() => _parts.Exchange();

    /// <summary>Adds up what all processes have. For several threads, each with gradients of its own.</summary>
    /// <param name="first">The first gradient, counted within this process's part.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="use">Receives the sums, block by block, while they are in the cache.</param>
    internal void AddUp(int first, int count, GradientReducer.Use use)
    {
        Span<float> block = stackalloc float[BlockLength];
        for (var (start, end) = (first, first + count); start < end; start += BlockLength)
        {
            var sums = block[..Math.Min(BlockLength, end - start)];
            _parts.PartOf(0).Slice(start, sums.Length).CopyTo(sums);
            for (var rank = 1; rank < _link.Size; rank++)
            {
                TensorPrimitives.Add(sums, _parts.PartOf(rank).Slice(start, sums.Length), sums);
            }

            use(PartStart + start, sums);
        }
    }

    /// <summary>Keeps sums among <see cref="Values"/>.</summary>
    internal void Keep(int offset, ReadOnlySpan<float> sums) => sums.CopyTo(Values[offset..]);

    /// <summary>The sum of the squares of all gradients, added up and kept before.</summary>
    internal double SumOfSquares()
    {
        var part = Values.Slice(PartStart, PartLength);
        var squares = new double[(PartLength + BlockLength - 1) / BlockLength];
        for (var block = 0; block < squares.Length; block++)
        {
            var start = block * BlockLength;
            // One after the other: other ways of adding depend on where in memory the values stand.
            foreach (var value in part.Slice(start, Math.Min(BlockLength, part.Length - start)))
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
    internal void Spread(Span<float> values) => _parts.Spread(values);
}
