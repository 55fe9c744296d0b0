namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The one place where what several have of a batch's rows becomes one number for all rows.</summary>
/// <remarks>Everyone who takes part asks for the same sums in the same order, and the shares are added in a fixed order: so the same
/// number of them gives the
/// same bits. All methods but <see cref="JoinGradients"/> are called by the thread that leads.</remarks>
internal interface IRowSums
{
    /// <param name="what">What is summed.</param>
    /// <param name="shares">The share of each thread.</param>
    /// <returns>The sum over all rows.</returns>
    double Sum(RowQuantity what, params ReadOnlySpan<double> shares);

    /// <summary>Adds several sums over all rows to what is there.</summary>
    /// <param name="what">What is summed.</param>
    /// <param name="shares">The shares of each thread, one for each sum.</param>
    /// <param name="totals">The share of one thread after the other is added here.</param>
    void AddTo(RowQuantity what, IReadOnlyList<double[]> shares, Span<double> totals);

    /// <summary>Completes the gradients of some parameters, which the threads have summed already over their rows (see
    /// <see cref="GradientReducer"/>): in place,
    /// and before anybody uses them. Several threads may call at once, each for other parameters.</summary>
    /// <param name="offset">Where the first of the parameters stands.</param>
    /// <param name="gradients">Their gradients.</param>
    void JoinGradients(int offset, Span<float> gradients);
}
