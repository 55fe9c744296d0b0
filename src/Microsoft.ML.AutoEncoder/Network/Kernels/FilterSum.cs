using System.Runtime.Intrinsics;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The kernel of a layer of filters: sums of rows of neighbouring outputs' inputs, each multiplied by a weight of each of
/// several filters.</summary>
internal abstract class FilterSum
{
    /// <summary>How many filters are computed at once.</summary>
    internal const int BlockSize = 4;

    /// <summary>The greatest width of a tile.</summary>
    internal const int WidestTile = 32;

    private static readonly FilterSum[] NarrowestFirst =
    [
        new FilterSum<ScalarWidth, float>(),
        new FilterSum<Width128, Vector128<float>>(),
        new FilterSum<Width256, Vector256<float>>(),
        new FilterSum<Width512, Vector512<float>>(),
    ];

    /// <summary>How many outputs of a filter a tile has.</summary>
    internal abstract int TileWidth { get; }

    /// <summary>The narrowest kernel whose registers hold all outputs of a filter, or the widest that is allowed.</summary>
    internal static FilterSum Choose(int outputCount, int maximumLaneCount)
    {
        var allowed = Array.FindAll(NarrowestFirst, kernel => kernel.TileWidth / 2 <= maximumLaneCount);
        return Array.Find(allowed, kernel => kernel.TileWidth / 2 >= outputCount) ?? allowed[^1];
    }

    /// <summary>How wide the rows of a tile with so many outputs are.</summary>
    internal int WidthFor(int count) => count <= TileWidth / 2 ? TileWidth / 2 : TileWidth;

    /// <param name="weights">For each row, the weight of each filter of the block.</param>
    /// <param name="bias">What the sums of each filter begin with.</param>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="width">How wide a row is: see <see cref="WidthFor"/>.</param>
    /// <param name="sums">Receives a row of sums for each filter.</param>
    internal abstract void Compute(
        ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, ReadOnlySpan<float> rows, int width, Span<float> sums);
}
