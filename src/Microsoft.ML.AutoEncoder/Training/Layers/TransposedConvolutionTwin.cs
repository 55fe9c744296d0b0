using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A transposed convolution in training.</summary>
internal sealed class TransposedConvolutionTwin(TransposedConvolutionLayer layer, LayerRole role) : FilterTwin(layer, role)
{
    private protected override Tensor Filter(Tensor images, Tensor weight, Tensor? bias) => nn.functional.conv_transpose2d(
        images,
        weight,
        bias,
        strides: [layer.Window.Stride, layer.Window.Stride],
        padding: [layer.Window.Padding, layer.Window.Padding],
        output_padding: [layer.OutputPadding.Y, layer.OutputPadding.X]);

    private protected override Tensor Back(Tensor vectors, Tensor weight) => nn.functional.conv2d(
        vectors,
        weight,
        strides: [layer.Window.Stride, layer.Window.Stride],
        padding: [layer.Window.Padding, layer.Window.Padding]);
}
