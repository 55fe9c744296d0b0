using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How odd a row is: the error of its reconstruction, and the distance of its code from those of the training rows, each
/// in units of its mean over the training rows.</summary>
/// <remarks>Immutable: any number of threads may use it at once.</remarks>
/// <param name="Codes">Where the codes of the training rows lie; null if only the error counts.</param>
/// <param name="ErrorUnit">The mean squared error that counts as 1. Positive.</param>
/// <param name="CodeDistanceWeight">The weight of the distance in the score, in [0, 1]; the error has the rest.</param>
internal sealed partial record AnomalyMeasure(CodeDistribution? Codes, double ErrorUnit, float CodeDistanceWeight)
{
    /// <summary>The score of a row: about 1 for an ordinary one.</summary>
    /// <param name="code">The code of the row.</param>
    /// <param name="difference">The row minus its reconstruction.</param>
    internal float Score(ReadOnlySpan<float> code, ReadOnlySpan<float> difference)
    {
        var error = TensorPrimitives.SumOfSquares(difference) / (double)difference.Length / ErrorUnit;
        // The mean of the squared distance over the training rows is the number of directions.
        return Codes is null
            ? (float)error
            : (float)(((1 - CodeDistanceWeight) * error) + (CodeDistanceWeight * Codes.SquaredDistance(code) / Codes.Size));
    }

    /// <summary>The share of each slot in the error of the row; their mean is the error as it enters the score.</summary>
    internal void SlotErrors(ReadOnlySpan<float> difference, Span<float> slotErrors)
    {
        TensorPrimitives.Multiply(difference, difference, slotErrors);
        TensorPrimitives.Multiply(slotErrors, (float)(1 / ErrorUnit), slotErrors);
    }
}
