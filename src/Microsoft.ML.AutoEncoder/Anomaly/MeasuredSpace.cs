namespace Microsoft.ML.AutoEncoder;

/// <summary>Where the distances between rows are measured.</summary>
/// <param name="Layer">The layer of the encoder whose output is a row's place, from 1 on; 0: the row itself, scaled.</param>
internal readonly record struct MeasuredSpace(int Layer)
{
    // The covariance has so many numbers squared, and its factor takes that to the power of three to compute.
    private const int WidestLayer = 1_024;

    /// <summary>Tables are measured as they are. Images and other wide rows have too many directions for that: the layer before the code
    /// holds more of them than the code, which the decoder has to do with.</summary>
    internal static MeasuredSpace For(NetworkShape shape) => new(DefaultOptions.IsWide(shape.InputSize) ? LayerBeforeCode(shape) : 0);

    /// <summary>The layer before the code; that of the code where there is none, or one that is too wide.</summary>
    internal static int LayerBeforeCode(NetworkShape shape)
    {
        var code = shape.Encoder.Length;
        return code > 1 && shape.Encoder[code - 2].OutputSize <= WidestLayer ? code - 1 : code;
    }

    internal int Size(NetworkShape shape) => Layer == 0 ? shape.InputSize : shape.Encoder[Layer - 1].OutputSize;
}
