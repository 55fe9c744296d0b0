using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Sums over the threads of all processes of a group: each has its own rows. Shares are added in the order of the ranks, and
/// within a rank in that of the threads.</summary>
/// <param name="link">The processes.</param>
internal sealed class GroupSums(GroupLink link) : IRowSums
{
    /// <inheritdoc/>
    public bool AddsApart => link.PartCount > 1;

    /// <inheritdoc/>
    public int CountThreads(int threadCount) => threadCount * link.Size;

    /// <inheritdoc/>
    public double Sum(RowQuantity what, params ReadOnlySpan<double> shares)
    {
        var sum = 0.0;
        foreach (var share in link.Gather(GroupStep.Sum, shares))
        {
            sum += share;
        }

        return sum;
    }

    /// <inheritdoc/>
    public void AddTo(RowQuantity what, IReadOnlyList<double[]> shares, Span<double> totals)
    {
        ReadOnlySpan<double> all = link.Gather(GroupStep.Sum, [.. shares.SelectMany(share => share)]);
        for (var start = 0; start < all.Length; start += totals.Length)
        {
            TensorPrimitives.Add(totals, all.Slice(start, totals.Length), totals);
        }
    }

    /// <inheritdoc/>
    public SharedGradients? ShareGradients(int length) => new(link, length);
}
