using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>−log of the probability that softmax gives to the row's class.</summary>
/// <param name="classCount">The number of classes, each of which has an output.</param>
internal sealed class SoftmaxCrossEntropy(int classCount) : LabelLoss
{
    internal override int OutputSize => classCount;

    internal override double Differentiate(ReadOnlySpan<float> outputs, float label, Span<float> gradient)
    {
        // Relative to the greatest one, so that no power is out of the range of a float.
        TensorPrimitives.Subtract(outputs, TensorPrimitives.Max(outputs), gradient);
        var logit = gradient[(int)label];
        TensorPrimitives.Exp(gradient, gradient);
        var sum = TensorPrimitives.Sum<float>(gradient);
        TensorPrimitives.Divide(gradient, sum, gradient);
        gradient[(int)label] -= 1;
        return Math.Log(sum) - logit;
    }

    internal override double Score(ReadOnlySpan<float> outputs, float label) =>
        TensorPrimitives.IndexOfMax(outputs) == (int)label ? 1 : 0;

    private protected override LabelMetrics Describe(double loss, double score) => new() { Loss = loss, Accuracy = score };
}
