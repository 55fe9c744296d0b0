namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Parts of the parameters that processes send to one another.</summary>
/// <param name="link">The processes.</param>
/// <param name="starts">Where the part of each begins, and at last where the last one ends.</param>
internal sealed class SentParts(GroupLink link, int[] starts) : IPartExchange
{
    private readonly float[] _mine = GC.AllocateArray<float>(starts[^1], pinned: true);
    private readonly float[] _received =
        link.Size == 1 ? [] : GC.AllocateArray<float>((starts[link.Rank + 1] - starts[link.Rank]) * link.Size, pinned: true);

    /// <inheritdoc/>
    public Span<float> Mine => _mine;

    /// <inheritdoc/>
    public void Exchange()
    {
        if (link.Size > 1)
        {
            link.ExchangeParts(GroupStep.Gradients, _mine, starts, _received);
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> PartOf(int rank)
    {
        var length = starts[link.Rank + 1] - starts[link.Rank];
        return link.Size == 1 ? _mine : _received.AsSpan(rank * length, length);
    }

    /// <inheritdoc/>
    public void Spread(Span<float> values) => link.GatherParts(GroupStep.Parameters, values, starts);
}
