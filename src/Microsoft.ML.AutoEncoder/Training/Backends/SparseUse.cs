using System.Numerics;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Where a training passes over zeros. Chosen by the density of the rows and by sizes, never by a timing: a seed gives the same
/// bits each time.</summary>
/// <param name="Input">Whether the first layer multiplies the values alone that are not 0.</param>
/// <param name="Output">Whether the loss is computed tile by tile, so that there is no dense copy of the rows.</param>
internal readonly record struct SparseUse(bool Input, bool Output)
{
    // A product with a single value takes so many times as long as its part in the product of whole matrices.
    private const double CostOfValue = 4;

    // A copy of narrower rows costs less than the calls for tiles.
    private const int LeastTiledSize = 4_096;

    /// <param name="layout">The layers.</param>
    /// <param name="density">The part of the values that is not 0.</param>
    /// <param name="scale">How rows are scaled; null: not at all.</param>
    /// <param name="objective">What is minimised.</param>
    internal static SparseUse Choose(ParameterLayout layout, double density, InputScale? scale, Objective objective)
    {
        var first = layout.Encoder[0];
        if (!first.TakesSparseRows
            || !RowDensity.IsSparse(layout.Shape.InputSize, (int)Math.Ceiling(density * layout.Shape.InputSize))
            || scale?.KeepsZeros == false
            || objective.ChangesRows
            || !objective.CorruptionKeepsZeros)
        {
            return default;
        }

        var widest = Math.Max(1, Vector<float>.Count);
        var lanes = WeightedSum.ChooseDividing(first.Layer.OutputSize, WeightedSum.HardwareLaneCount).LaneCount;
        var isFaster = density * CostOfValue * Math.Max(1, widest / lanes) < 1;
        return new SparseUse(isFaster, isFaster && layout.Shape.InputSize > LeastTiledSize && layout.Decoder[^1].TakesSparseRows);
    }
}
