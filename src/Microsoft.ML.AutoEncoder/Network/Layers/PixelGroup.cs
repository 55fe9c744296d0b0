using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Outputs that see an image through the same part of the filters: output (y, x) of the group sees the pixels
/// (y·step + tap.Y, x·step + tap.X).</summary>
/// <param name="Height">How many rows of outputs there are.</param>
/// <param name="Width">How many there are in a row.</param>
/// <param name="Step">How many pixels of the image lie between two outputs.</param>
/// <param name="Taps">The places in the filters.</param>
internal sealed record PixelGroup(int Height, int Width, int Step, ImmutableArray<PixelTap> Taps)
{
    /// <summary>Where the first output stands in the whole output, and how far the next one is from there.</summary>
    internal (int Y, int X, int Distance) Place { get; init; } = (0, 0, 1);
}
