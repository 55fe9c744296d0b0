namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How far predictions are from labels. In managed code, because a few numbers a row are not worth the calls of Torch.</summary>
internal abstract class LabelLoss
{
    /// <summary>How many numbers predict a label.</summary>
    internal abstract int OutputSize { get; }

    /// <summary>Makes the loss for a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="statistics">What is known of the labels to train on.</param>
    internal static LabelLoss Of(LabelColumn column, LabelStatistics statistics) => column.Kind switch
    {
        LabelKind.Class => new SoftmaxCrossEntropy(column.ClassCount),
        LabelKind.Truth => new LogisticLoss(),
        LabelKind.Number => new StandardizedSquaredError(statistics.Mean, statistics.StandardDeviation),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Kind, null),
    };

    /// <summary>The loss of a row.</summary>
    /// <param name="outputs">What was predicted: <see cref="OutputSize"/> numbers.</param>
    /// <param name="label">The label.</param>
    /// <param name="gradient">Receives the derivatives of the loss with respect to the outputs.</param>
    internal abstract double Differentiate(ReadOnlySpan<float> outputs, float label, Span<float> gradient);

    /// <summary>What the measure beside the loss is a mean of: 1 where the label is predicted right, otherwise 0; for numbers, the squared
    /// distance from the mean in standard deviations.</summary>
    internal abstract double Score(ReadOnlySpan<float> outputs, float label);

    /// <summary>What is reported.</summary>
    /// <param name="sums">Sums over rows.</param>
    /// <returns>Null where no row had a label.</returns>
    internal LabelMetrics? Measure(LabelSums sums) => sums.Weight > 0 ? Describe(sums.Loss / sums.Weight, sums.Score / sums.Weight) : null;

    /// <param name="loss">The mean loss.</param>
    /// <param name="score">The mean score.</param>
    private protected abstract LabelMetrics Describe(double loss, double score);
}
