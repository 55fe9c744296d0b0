namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Parts of the parameters in memory that all processes share: each reads what another has written, nothing is sent.</summary>
/// <remarks>Nobody writes what another may still read. Each process has a block of its own, which the others have read before they meet in
/// <see cref="Spread"/>. What is spread goes to one of two blocks in turn: whoever writes to one has met the others since they read
/// it.</remarks>
internal sealed class SharedParts : IPartExchange
{
    // Whole pages of memory, so that no two processes write to the same one.
    private const int PageLength = 4_096;
    private const int SpreadBlocks = 2;

    private readonly GroupLink _link;
    private readonly int[] _starts;
    private readonly Memory<float> _memory;
    private int _spreadCount;

    private SharedParts(GroupLink link, int[] starts, Memory<float> memory) => (_link, _starts, _memory) = (link, starts, memory);

    /// <inheritdoc/>
    public Span<float> Mine => Block(_link.Rank);

    /// <param name="link">The processes.</param>
    /// <param name="starts">Where the part of each begins, and at last where the last one ends.</param>
    /// <returns>Null where the processes share no memory.</returns>
    internal static SharedParts? TryCreate(GroupLink link, int[] starts)
    {
        var length = (long)BlockLength(starts) * (link.Size + SpreadBlocks);
        if (link.Size == 1 || length > Array.MaxLength)
        {
            return null;
        }

        var memory = link.ShareMemory((int)length);
        if (memory.IsEmpty)
        {
            return null;
        }

        var parts = new SharedParts(link, starts, memory);
        // What is between parameters is never written, and belongs to the norm.
        parts.Mine.Clear();
        return parts;
    }

    /// <inheritdoc/>
    public void Exchange() => _link.Meet(GroupStep.Gradients);

    /// <inheritdoc/>
    public ReadOnlySpan<float> PartOf(int rank) => Block(rank)[_starts[_link.Rank].._starts[_link.Rank + 1]];

    /// <inheritdoc/>
    public void Spread(Span<float> values)
    {
        var all = Block(_link.Size + (_spreadCount++ % SpreadBlocks));
        var (start, end) = (_starts[_link.Rank], _starts[_link.Rank + 1]);
        values[start..end].CopyTo(all[start..]);
        _link.Meet(GroupStep.Parameters);
        all[..start].CopyTo(values);
        all[end..].CopyTo(values[end..]);
    }

    private static long BlockLength(int[] starts) => ((long)starts[^1] + PageLength - 1) / PageLength * PageLength;

    private Span<float> Block(int number) => _memory.Span.Slice((int)BlockLength(_starts) * number, _starts[^1]);
}
