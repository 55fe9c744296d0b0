using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A convolution in training.</summary>
internal sealed class ConvolutionTwin(ConvolutionLayer layer, LayerRole role) : FilterTwin(layer, role)
{
    private protected override Tensor Filter(Tensor images, Tensor weight, Tensor? bias) => nn.functional.conv2d(
        images,
        weight,
        bias,
        strides: [layer.Window.Stride, layer.Window.Stride],
        padding: [layer.Window.Padding, layer.Window.Padding]);

    private protected override Tensor Back(Tensor vectors, Tensor weight)
    {
        var window = layer.Window;
        return nn.functional.conv_transpose2d(
            vectors,
            weight,
            strides: [window.Stride, window.Stride],
            padding: [window.Padding, window.Padding],
            output_padding: [Rest(layer.InputShape.Image.Height), Rest(layer.InputShape.Image.Width)]);

        long Rest(int length) => (length + (2 * window.Padding) - window.Size) % window.Stride;
    }
}
