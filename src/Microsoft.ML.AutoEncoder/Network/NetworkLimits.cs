namespace Microsoft.ML.AutoEncoder;

/// <summary>How large a network may be: what training refuses beforehand,
/// and what reading a file refuses before it allocates anything.</summary>
internal static class NetworkLimits
{
    /// <summary>The greatest number of layers of an encoder or a decoder.</summary>
    internal const int MaximumLayerCount = 1_000;

    /// <summary>The greatest number of values of an input or of a layer's output.</summary>
    internal const int MaximumLayerSize = 1 << 24;

    /// <summary>The greatest number of classes that labels may have in training.</summary>
    internal const int MaximumClassCount = 1 << 16;

    /// <summary>How many parameters a network may have: as many as one span of bytes holds.</summary>
    internal const long MaximumParameterCount = int.MaxValue / sizeof(float);

    /// <exception cref="InvalidDataException">The size is not between <paramref name="minimum"/> and <paramref
    /// name="maximum"/>.</exception>
    internal static int ReadSize(BinaryReader reader, string what, int maximum, int minimum = 1)
    {
        var size = reader.ReadInt32();
        return size >= minimum && size <= maximum
            ? size
            : throw new InvalidDataException($"It gives the size of {what} as {size}, which is not between {minimum} and {maximum}.");
    }
}
