namespace Microsoft.ML.AutoEncoder;

/// <summary>A kind of layer.</summary>
/// <param name="Number">Stands for the kind in files: never change one, never use one again.</param>
/// <param name="Name">What the kind is called in a sentence.</param>
/// <param name="Read">Given the shape of the input, reads what <see cref="Layer.WriteSettings"/> wrote. Throws an
/// <see cref="InvalidDataException"/> if that makes no layer.</param>
internal sealed record LayerKind(byte Number, string Name, Func<TensorShape, BinaryReader, Layer> Read)
{
    /// <summary>The kind with a number; null if this version does not know it. What nobody asks for is not made: a model is loaded where
    /// a process starts.</summary>
    internal static LayerKind? Of(byte number) => number switch
    {
        1 => DenseLayer.DenseKind,
        2 => ConvolutionLayer.ConvolutionKind,
        3 => TransposedConvolutionLayer.TransposedConvolutionKind,
        4 => MaxPoolingLayer.MaxPoolingKind,
        5 => AveragePoolingLayer.AveragePoolingKind,
        6 => UpsamplingLayer.UpsamplingKind,
        7 => PixelLayer.PixelKind,
        _ => null,
    };
}
