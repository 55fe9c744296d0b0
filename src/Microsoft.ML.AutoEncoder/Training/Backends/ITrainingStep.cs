namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>One step of the training: the gradients of a batch, and what the optimizer makes of them.</summary>
internal interface ITrainingStep : IDisposable
{
    /// <summary>Trains on the current batch.</summary>
    /// <param name="batches">Where the rows are.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="epochs">How many epochs are done, with the part of the current one that is.</param>
    /// <param name="losses">The loss with the parameters before the step is added here, summed over rows, by weight: the reconstruction
    /// loss, summed over slots, and then each penalty.</param>
    /// <returns>The number of rows of the batch.</returns>
    long Run(IBatchFeed batches, float learningRate, double epochs, Span<double> losses);

    /// <summary>Measures how well rows are reconstructed, as the fitted network would reconstruct them.</summary>
    /// <param name="parts">The rows: in one part, or in one for each thread.</param>
    /// <param name="checkAlive">Called before each batch of them, on any thread; what it throws ends the work.</param>
    /// <returns>The mean over the rows, by weight.</returns>
    Evaluation Evaluate(IReadOnlyList<RowStore> parts, Action checkAlive);

    /// <summary>Brings the buffers of the training's state up to date. All processes of a group do that at once.</summary>
    void UpdateState();
}
