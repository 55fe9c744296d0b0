namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The squared difference between the prediction and the label in standard deviations, so that the unit of the labels does not
/// matter.</summary>
/// <param name="mean">The mean of the labels.</param>
/// <param name="standardDeviation">Their standard deviation, positive.</param>
internal sealed class StandardizedSquaredError(double mean, double standardDeviation) : LabelLoss
{
    internal override int OutputSize => 1;

    internal override double Differentiate(ReadOnlySpan<float> outputs, float label, Span<float> gradient)
    {
        var difference = outputs[0] - Standardize(label);
        gradient[0] = (float)(2 * difference);
        return difference * difference;
    }

    internal override double Score(ReadOnlySpan<float> outputs, float label) => Standardize(label) * Standardize(label);

    private protected override LabelMetrics Describe(double loss, double score) => new()
    {
        Loss = loss,
        RSquared = score > 0 ? 1 - (loss / score) : null,
    };

    private double Standardize(float label) => (label - mean) / standardDeviation;
}
