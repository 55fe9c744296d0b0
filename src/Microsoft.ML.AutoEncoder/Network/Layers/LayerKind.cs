using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A kind of layer.</summary>
/// <param name="Number">Stands for the kind in files: never change one, never use one again.</param>
/// <param name="Name">What the kind is called in a sentence.</param>
/// <param name="Read">Given the shape of the input, reads what <see cref="Layer.WriteSettings"/> wrote. Throws an
/// <see cref="InvalidDataException"/> if that makes no layer.</param>
internal sealed record LayerKind(byte Number, string Name, Func<TensorShape, BinaryReader, Layer> Read)
{
    /// <summary>All kinds that this version knows.</summary>
    internal static ImmutableArray<LayerKind> All { get; } =
    [
        AveragePoolingLayer.AveragePoolingKind,
        ConvolutionLayer.ConvolutionKind,
        DenseLayer.DenseKind,
        MaxPoolingLayer.MaxPoolingKind,
        PixelLayer.PixelKind,
        TransposedConvolutionLayer.TransposedConvolutionKind,
        UpsamplingLayer.UpsamplingKind,
    ];
}
