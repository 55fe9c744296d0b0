namespace Microsoft.ML.AutoEncoder;

/// <summary>What layers of images have in common in a model file.</summary>
internal static class ImageSettings
{
    // More than any image has: a kernel or a stride that is larger makes no sense, and its square must fit an int.
    private const int MaximumWindow = 1 << 14;

    internal static void WriteShape(BinaryWriter writer, TensorShape shape)
    {
        foreach (var dimension in shape.Dimensions)
        {
            writer.Write(dimension);
        }
    }

    /// <exception cref="InvalidDataException">These are not the dimensions of an image.</exception>
    internal static TensorShape ReadShape(BinaryReader reader)
    {
        Span<int> dimensions = stackalloc int[3];
        var count = 1L;
        foreach (ref var dimension in dimensions)
        {
            dimension = NetworkLimits.ReadSize(reader, "an image", NetworkLimits.MaximumLayerSize);
            count *= dimension;
            CheckCount(count);
        }

        return new TensorShape([.. dimensions]);
    }

    /// <exception cref="InvalidDataException">These are not the dimensions of an image with so many values.</exception>
    internal static TensorShape ReadInput(BinaryReader reader, TensorShape given)
    {
        var shape = ReadShape(reader);
        return shape.Count == given.Count
            ? shape
            : throw new InvalidDataException($"It has a layer for images of {shape} values after {given} values.");
    }

    /// <exception cref="InvalidDataException">The number is out of its range.</exception>
    internal static int ReadWindow(BinaryReader reader, string what, int minimum = 1) =>
        NetworkLimits.ReadSize(reader, what, MaximumWindow, minimum);

    /// <summary>Makes a layer of what a file says.</summary>
    /// <exception cref="InvalidDataException">That makes no layer.</exception>
    internal static T Create<T>(Func<T> create)
        where T : Layer
    {
        try
        {
            var layer = create();
            CheckCount(layer.OutputShape.Count);
            return layer;
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"It has an impossible layer: {exception.Message}", exception);
        }
    }

    private static void CheckCount(long count)
    {
        if (count > NetworkLimits.MaximumLayerSize)
        {
            throw new InvalidDataException($"It has an image of {count} values, more than {NetworkLimits.MaximumLayerSize}.");
        }
    }
}
