namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Keeps what a file makes us allocate in proportion to its size: a small one can name a tensor of its own a thousand
/// times.</summary>
/// <param name="fileSize">The bytes that were read.</param>
internal sealed class AllocationBudget(long fileSize)
{
    private const long Least = 1 << 18;
    private const int ValuesPerByte = 2;

    private long _rest = Math.Max(Least, fileSize * ValuesPerByte);

    /// <summary>Counts values that are going to be allocated.</summary>
    /// <exception cref="InvalidDataException">They are too many for a file of this size.</exception>
    internal void Charge(long count)
    {
        if ((_rest -= count) < 0)
        {
            throw new InvalidDataException("It uses its tensors so often that the network would be many times larger than the file.");
        }
    }
}
