namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The one place where what several have of a batch's rows becomes one number for all rows.</summary>
/// <remarks>Everyone who takes part asks for the same sums in the same order, and the shares are added in a fixed order: so the same
/// number of them gives the same bits. All methods are called by the thread that leads.</remarks>
internal interface IRowSums
{
    /// <summary>Whether what each thread has of the gradients is computed apart and then added, as it is where each has a process of its
    /// own. It takes a pass over memory more.</summary>
    bool AddsApart { get; }

    /// <param name="threadCount">The number of threads of this process.</param>
    /// <returns>How many threads share a step in all processes: as many bands the gradients of weights are computed in.</returns>
    int CountThreads(int threadCount);

    /// <param name="what">What is summed.</param>
    /// <param name="shares">The share of each thread.</param>
    /// <returns>The sum over all rows.</returns>
    double Sum(RowQuantity what, params ReadOnlySpan<double> shares);

    /// <summary>Adds several sums over all rows to what is there.</summary>
    /// <param name="what">What is summed.</param>
    /// <param name="shares">The shares of each thread, one for each sum.</param>
    /// <param name="totals">The share of one thread after the other is added here.</param>
    void AddTo(RowQuantity what, IReadOnlyList<double[]> shares, Span<double> totals);

    /// <summary>Makes what completes the gradients, which the threads have summed over their rows (see <see cref="GradientReducer"/>).
    /// </summary>
    /// <param name="length">The number of parameters.</param>
    /// <returns>Null where they are complete: nobody else has rows.</returns>
    SharedGradients? ShareGradients(int length);
}
