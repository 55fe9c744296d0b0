namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>−log of the probability that the logistic function gives to the row's label.</summary>
internal sealed class LogisticLoss : LabelLoss
{
    internal override int OutputSize => 1;

    internal override double Differentiate(ReadOnlySpan<float> outputs, float label, Span<float> gradient)
    {
        var power = Math.Exp(-Math.Abs(outputs[0]));
        var probability = outputs[0] >= 0 ? 1 / (1 + power) : power / (1 + power);
        gradient[0] = (float)(probability - label);
        return Math.Max(outputs[0], 0) - ((double)outputs[0] * label) + Math.Log(1 + power);
    }

    internal override double Score(ReadOnlySpan<float> outputs, float label) => outputs[0] > 0 == label > 0 ? 1 : 0;

    private protected override LabelMetrics Describe(double loss, double score) => new() { Loss = loss, Accuracy = score };
}
