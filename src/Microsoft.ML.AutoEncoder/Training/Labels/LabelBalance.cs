namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How many rows of a batch have a label at least. Where labels are few, some rows of each batch make room for rows that have
/// one: a step without any would forget them, and one with a single heavy row would be blown about by it.</summary>
/// <param name="LabelledRowCount">How many rows have a label.</param>
/// <param name="RowCount">How many rows there are.</param>
internal readonly record struct LabelBalance(long LabelledRowCount, long RowCount)
{
    // Found by experiments: with fewer, one step knows too little of the labels; with more, the others rows are missed.
    private const double LeastPart = 1 / 8.0;

    /// <summary>The part of the rows that have a label.</summary>
    internal double Part => (double)LabelledRowCount / RowCount;

    /// <summary>Whether labels are so few that rows with one are put in the place of others.</summary>
    internal bool Replaces => LabelledRowCount > 0 && Part < LeastPart;

    /// <summary>The part of the rows of a batch that have a label, in the mean.</summary>
    internal double PartOfBatch => Replaces ? LeastPart + ((1 - LeastPart) * Part) : Part;

    /// <summary>How many rows of a batch are replaced.</summary>
    /// <param name="batchSize">The number of rows of the batch.</param>
    internal int Replaced(int batchSize) => Replaces ? (int)Math.Round(LeastPart * batchSize) : 0;
}
