using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Compares some slots of a reconstruction with those of a row. Has memory of its own, so each thread needs one.</summary>
/// <param name="output">The activation of the last layer.</param>
/// <param name="reconstructionLoss">How far reconstructions are from rows.</param>
/// <param name="mostColumns">How many slots there are at most.</param>
internal sealed class OutputComparison(Activation output, ReconstructionLoss reconstructionLoss, int mostColumns)
{
    private readonly float[] _slopes = new float[mostColumns];
    private readonly float[] _lossSlopes = new float[mostColumns];
    private readonly float[] _target = new float[mostColumns];

    /// <summary>Makes of products the derivatives of the loss with respect to the sums of the last layer.</summary>
    /// <param name="values">Products of the row and the weights; receives the derivatives.</param>
    /// <param name="bias">The biases of the same slots.</param>
    /// <param name="target">The same slots of the clean row.</param>
    /// <param name="weight">The weight of the row.</param>
    /// <param name="biasGradients">The derivatives are added to these.</param>
    /// <returns>The loss summed over the slots, by weight.</returns>
    internal double Differentiate(
        Span<float> values, ReadOnlySpan<float> bias, ReadOnlySpan<float> target, float weight, Span<float> biasGradients)
    {
        TensorPrimitives.Add(values, bias, values);
        var loss = Differentiate(values, target);
        if (weight != 1)
        {
            loss *= weight;
            TensorPrimitives.Multiply(values, weight, values);
        }

        TensorPrimitives.Add(biasGradients, values, biasGradients);
        return loss;
    }

    /// <summary>Some slots of a sparse row with their zeros, until the next call.</summary>
    internal ReadOnlySpan<float> Spread(SparseRows rows, int row, int first, int count)
    {
        var target = _target.AsSpan(0, count);
        rows.SpreadRow(row, first, target);
        return target;
    }

    private double Differentiate(Span<float> values, ReadOnlySpan<float> target)
    {
        var lossSlopes = _lossSlopes.AsSpan(0, values.Length);
        if (output is Identity)
        {
            var loss = reconstructionLoss.Differentiate(values, target, lossSlopes);
            lossSlopes.CopyTo(values);
            return loss;
        }

        var slopes = _slopes.AsSpan(0, values.Length);
        ActivationTwin.Of(output).Activate(output, values, slopes);
        var rowLoss = reconstructionLoss.Differentiate(values, target, lossSlopes);
        TensorPrimitives.Multiply<float>(slopes, lossSlopes, values);
        return rowLoss;
    }
}
