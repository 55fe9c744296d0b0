using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How odd a row is, from the error of its reconstruction and from where it lies among the training rows.</summary>
/// <remarks>Immutable: any number of threads may use it at once.</remarks>
/// <param name="Scale">What counts as one unit in each slot; null: one unit of the input.</param>
/// <param name="Space">Where distances are measured.</param>
/// <param name="ErrorLayer">The layer that looks at the row and its reconstruction, from 1 on; 0 if none does.</param>
/// <param name="Centre">The distance from the centre; null if it does not count.</param>
/// <param name="Nearest">The nearest training rows; null if they do not count.</param>
/// <param name="Oddness">What is made of the measures.</param>
/// <param name="Rarity">What the score says of that.</param>
internal sealed partial record RowMeasure(
    InputScale? Scale,
    MeasuredSpace Space,
    int ErrorLayer,
    EllipticDistance? Centre,
    Neighbourhood? Nearest,
    OddnessScale Oddness,
    RarityScale Rarity)
{
    internal const AnomalyMeasures All = AnomalyMeasures.ReconstructionError | AnomalyMeasures.CentreDistance
        | AnomalyMeasures.NeighbourDistance | AnomalyMeasures.LayerError;

    /// <summary>The layers whose outputs are needed.</summary>
    internal static int[] Layers(MeasuredSpace space, int errorLayer) =>
        [.. new[] { space.Layer, errorLayer }.Where(layer => layer > 0).Distinct()];

    /// <summary>The score of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="room">Room to reckon in.</param>
    internal double Score(RowScorer row, MeasureRoom room) => Rarity.Of(OddnessOf(row, room));

    /// <summary>How odd the row is, before it is said how rare that is.</summary>
    internal double OddnessOf(RowScorer row, MeasureRoom room)
    {
        var error = Error(row, Scale, room);
        var (centre, nearest) = (0.0, 0.0);
        if (Centre is not null || Nearest is not null)
        {
            var point = Point(row, Space, Scale, room);
            centre = Centre?.SquaredFromMean(point, room.Whitened) ?? 0;
            nearest = Nearest?.Rows.MeanDistance(Whiten(Nearest.Whitening, point, room)) ?? 0;
        }

        return Oddness.Of(error, LayerError(row, ErrorLayer), centre, nearest);
    }

    /// <summary>The shares of the slots in the error, in units of the error of an ordinary row.</summary>
    internal void SlotErrors(RowScorer row, Span<float> slotErrors)
    {
        row.Difference().CopyTo(slotErrors);
        Scale?.DivideByUnits(slotErrors);
        TensorPrimitives.Multiply(slotErrors, slotErrors, slotErrors);
        TensorPrimitives.Multiply(slotErrors, (float)(1 / Oddness.Error.Unit), slotErrors);
    }

    /// <summary>Whether a value makes the score infinite by itself.</summary>
    internal bool IsTooLarge(int slot, float value)
    {
        var scaled = Scale is null ? value : value / Scale.Units[slot];
        return float.IsInfinity(scaled * scaled);
    }

    /// <summary>The mean squared error of the reconstruction in scaled units.</summary>
    internal static double Error(RowScorer row, InputScale? scale, MeasureRoom room)
    {
        row.Difference().CopyTo(room.Slots);
        scale?.DivideByUnits(room.Slots);
        return TensorPrimitives.SumOfSquares<float>(room.Slots) / (double)room.Slots.Length;
    }

    /// <summary>The mean squared difference between the outputs of a layer for the row and for its reconstruction; 0 for no
    /// layer.</summary>
    internal static double LayerError(RowScorer row, int layer)
    {
        if (layer == 0)
        {
            return 0;
        }

        var seen = row.LayerOutput(layer);
        double distance = TensorPrimitives.Distance(seen, row.LayerOutputOfReconstruction(layer));
        return distance * distance / seen.Length;
    }

    /// <summary>Where the row lies.</summary>
    internal static ReadOnlySpan<float> Point(RowScorer row, MeasuredSpace space, InputScale? scale, MeasureRoom room)
    {
        if (space.Layer > 0)
        {
            return row.LayerOutput(space.Layer);
        }

        // The row is read when its code is asked for.
        row.Code();
        row.Input.CopyTo(room.Slots);
        scale?.Apply(room.Slots);
        return room.Slots;
    }

    /// <summary>Moves a point to where each direction has the same spread.</summary>
    internal static ReadOnlySpan<float> Whiten(EllipticDistance whitening, ReadOnlySpan<float> point, MeasureRoom room)
    {
        whitening.Whiten(point, room.Whitened);
        TensorPrimitives.ConvertTruncating<double, float>(room.Whitened, room.WhitenedPoint);
        return room.WhitenedPoint;
    }
}
