namespace Microsoft.ML.AutoEncoder;

/// <summary>A square that is led over an image.</summary>
/// <param name="Size">Its height and width, in pixels.</param>
/// <param name="Stride">How far it goes from one output to the next.</param>
/// <param name="Padding">How many rows and columns of zeros there are around the image.</param>
internal sealed record Window(int Size, int Stride, int Padding)
{
    /// <summary>How many places it has along a side of the image.</summary>
    /// <exception cref="ArgumentException">It is larger than the image.</exception>
    internal int Places(int length) => length + (2 * Padding) >= Size
        ? ((length + (2 * Padding) - Size) / Stride) + 1
        : throw new ArgumentException(
            FormattableString.Invariant($"A window of {Size} pixels is larger than a side of {length} with a padding of {Padding}."));
}
