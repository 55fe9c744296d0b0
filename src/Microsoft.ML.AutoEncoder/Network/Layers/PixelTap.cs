namespace Microsoft.ML.AutoEncoder;

/// <summary>A place in a filter.</summary>
/// <param name="Number">Its number, row by row.</param>
/// <param name="Y">The row of the image that the first output sees there; may lie outside.</param>
/// <param name="X">The column.</param>
internal sealed record PixelTap(int Number, int Y, int X);
