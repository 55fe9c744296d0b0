namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>One step of the training: the gradients of a batch, and what the optimizer makes of them.</summary>
internal interface ITrainingStep : IDisposable
{
    /// <summary>Trains on the current batch.</summary>
    /// <param name="batches">Where the rows are.</param>
    /// <param name="meanWeight">The mean of the weights of all rows.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="epochs">How many epochs are done, with the part of the current one that is.</param>
    /// <param name="losses">The loss with the parameters before the step is added here, summed over rows, by weight: the reconstruction loss, summed over
    /// slots, and then each penalty.</param>
    void Run(IBatchFeed batches, double meanWeight, float learningRate, double epochs, Span<double> losses);

    /// <summary>Computes the loss of rows that are not trained on.</summary>
    /// <returns>The reconstruction loss, summed over slots and, by weight, over rows.</returns>
    double Evaluate(RowStore data);

    /// <summary>Brings the training's state up to date, at the end of an epoch.</summary>
    void UpdateState();
}
