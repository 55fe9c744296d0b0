using System.Runtime.Intrinsics;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The kernel of a layer of filters: for neighbouring outputs of several filters, the sums of what they see, each value
/// multiplied by a weight.</summary>
internal abstract class FilterSum
{
    /// <summary>How many filters are computed at once.</summary>
    internal const int BlockSize = 4;

    /// <summary>How many registers of outputs of each filter are computed at once. With the filters' sums, the outputs and a weight, all 16
    /// registers that there are at least are taken.</summary>
    private protected const int VectorsPerTile = 3;

    /// <summary>How many outputs of a filter a tile has.</summary>
    internal int TileWidth => VectorsPerTile * LaneCount;

    /// <summary>How many values a register holds.</summary>
    internal abstract int LaneCount { get; }

    /// <summary>The narrowest kernel whose registers hold all outputs of a filter, or the widest that is allowed.</summary>
    internal static FilterSum Choose(int outputCount, int maximumLaneCount) => LaneCounts.Holding(outputCount, maximumLaneCount) switch
    {
        1 => FilterSum<ScalarWidth, float>.Instance,
        4 => FilterSum<Width128, Vector128<float>>.Instance,
        8 => FilterSum<Width256, Vector256<float>>.Instance,
        _ => FilterSum<Width512, Vector512<float>>.Instance,
    };

    /// <param name="weights">For each place, the weight of each filter of the block.</param>
    /// <param name="bias">What the sums of each filter begin with.</param>
    /// <param name="image">What is multiplied by the weights; a tile longer than what the last output sees.</param>
    /// <param name="places">Where what the first output sees stands, for each place of the filters; the next one sees what
    /// follows.</param>
    /// <param name="lastPlace">The greatest of the places.</param>
    /// <param name="count">The number of outputs.</param>
    /// <param name="sums">Receives the sums of one filter after the other.</param>
    /// <param name="length">How far they are apart: the count, rounded up to a multiple of the width of a tile.</param>
    internal abstract void Compute(
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> bias,
        ReadOnlySpan<float> image,
        ReadOnlySpan<int> places,
        int lastPlace,
        int count,
        Span<float> sums,
        int length);
}
