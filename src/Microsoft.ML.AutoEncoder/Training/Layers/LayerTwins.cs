namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The twins of all kinds of layers.</summary>
internal static class LayerTwins
{
    /// <exception cref="NotSupportedException">The kind of layer cannot be trained.</exception>
    internal static LayerTwin Create(Layer layer, LayerRole role) => layer switch
    {
        DenseLayer dense => new DenseTwin(dense, role),
        PixelLayer pixels => new PixelTwin(pixels, role),
        ConvolutionLayer convolution => new ConvolutionTwin(convolution, role),
        TransposedConvolutionLayer convolution => new TransposedConvolutionTwin(convolution, role),
        MaxPoolingLayer pooling => new MaxPoolingTwin(pooling, role),
        AveragePoolingLayer pooling => new AveragePoolingTwin(pooling, role),
        UpsamplingLayer upsampling => new UpsamplingTwin(upsampling, role),
        _ => throw new NotSupportedException($"A {layer.Kind.Name} layer has no twin in Training/Layers."),
    };
}
