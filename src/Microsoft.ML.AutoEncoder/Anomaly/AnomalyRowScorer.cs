using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Computes a detector's columns for the row on which a cursor stands.</summary>
internal sealed class AnomalyRowScorer(AutoEncoderNetwork network, RowMeasure measure, DataViewRow row, DataViewSchema.Column input)
    : RowScorer(network, row, input, RowMeasure.Layers(measure.Space, measure.ErrorLayer))
{
    private readonly MeasureRoom _room = new(network.Shape.InputSize, measure.Space.Size(network.Shape));

    /// <summary>The score of the row: NaN if a value of it is missing, and infinite if its values are there, but too large to be
    /// measured.</summary>
    internal float Score()
    {
        var score = (float)measure.Score(this, _room);
        return float.IsNaN(score) && !HasMissingValue() ? float.PositiveInfinity : score;
    }

    /// <summary>The slot errors, in the unit of the score. A slot that makes the score infinite by itself is infinite here too.</summary>
    internal override void ComputeSlotErrors(Span<float> destination)
    {
        measure.SlotErrors(this, destination);
        if (!float.IsNaN(TensorPrimitives.Sum(destination)))
        {
            return;
        }

        foreach (var (slot, value) in Input.Items())
        {
            destination[slot] = measure.IsTooLarge(slot, value) ? float.PositiveInfinity : destination[slot];
        }
    }

    private bool HasMissingValue()
    {
        foreach (var value in Input.GetValues())
        {
            if (float.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
