namespace Microsoft.ML.AutoEncoder;

/// <summary>In which order the values of an image stand in its row.</summary>
public enum PixelOrder
{
    /// <summary>All values of the first channel, then all of the second, and so on: what <c>ExtractPixels</c> gives unless it is told
    /// otherwise.</summary>
    Planar,

    /// <summary>The values of all channels of the first pixel, then those of the second, and so on: what <c>ExtractPixels</c> gives with
    /// <c>interleavePixelColors</c>.</summary>
    Interleaved,
}
