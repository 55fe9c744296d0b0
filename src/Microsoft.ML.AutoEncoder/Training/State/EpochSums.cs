namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How far the current epoch is, and what has been summed up in it.</summary>
/// <param name="lossCount">How many losses there are: the reconstruction loss, and one for each penalty.</param>
internal sealed class EpochSums(int lossCount)
{
    /// <summary>The number of batches that are done; 0 between two epochs.</summary>
    internal int BatchCount { get; set; }

    /// <summary>The number of rows that are done.</summary>
    internal long RowCount { get; set; }

    /// <summary>The losses, summed over the rows that are done, by weight: the reconstruction loss, summed over slots, and then each
    /// penalty, and what there is of labels.</summary>
    internal double[] Losses { get; } = new double[lossCount];

    /// <summary>The learning rate of the last step.</summary>
    internal float LearningRate { get; set; }

    /// <summary>The time that the epoch has taken, when its state was last saved.</summary>
    internal TimeSpan Elapsed { get; set; }

    internal void Clear()
    {
        (BatchCount, RowCount, LearningRate, Elapsed) = (0, 0, 0f, TimeSpan.Zero);
        Array.Clear(Losses);
    }
}
