using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Sums over the threads of this process, which has all rows.</summary>
internal sealed class ThreadSums : IRowSums
{
    /// <inheritdoc/>
    public bool AddsApart => false;

    /// <inheritdoc/>
    public int CountThreads(int threadCount) => threadCount;

    /// <inheritdoc/>
    public double Sum(RowQuantity what, params ReadOnlySpan<double> shares)
    {
        var sum = 0.0;
        foreach (var share in shares)
        {
            sum += share;
        }

        return sum;
    }

    /// <inheritdoc/>
    public void AddTo(RowQuantity what, IReadOnlyList<double[]> shares, Span<double> totals)
    {
        foreach (var share in shares)
        {
            TensorPrimitives.Add(totals, share, totals);
        }
    }

    /// <inheritdoc/>
    public SharedGradients? ShareGradients(int length) => null;
}
