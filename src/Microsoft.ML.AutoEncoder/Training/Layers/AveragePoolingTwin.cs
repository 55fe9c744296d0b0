using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>An average pooling layer in training.</summary>
internal sealed class AveragePoolingTwin(AveragePoolingLayer layer, LayerRole role) : PlainTwin(layer, role)
{
    internal override TrainableLayer CreateTrainable(Func<TrainingParameter, Tensor> leaf, Activation activation) =>
        new Pooling(layer, activation, Role);

    private sealed class Pooling(AveragePoolingLayer layer, Activation activation, LayerRole role) : Trainable(layer, activation, role)
    {
        /// <inheritdoc/>
        /// <remarks>Each value goes back to all pixels of its square, in equal parts: a transposed convolution of each channel.</remarks>
        internal override Tensor ThroughWeights(Tensor vector)
        {
            var (channels, height, width) = layer.InputShape.Image;
            var (size, stride) = (layer.Window.Size, layer.Window.Stride);
            var filter = ones(channels, 1, size, size, dtype: vector.dtype, device: vector.device).Times(1f / (size * size));
            return nn.functional.conv_transpose2d(
                OutputImages(vector),
                filter,
                strides: [stride, stride],
                output_padding: [(height - size) % stride, (width - size) % stride],
                groups: channels).flatten(1);
        }

        private protected override Tensor Multiply(Tensor input, Tensor? summand, bool isTraining)
        {
            var (size, stride) = (layer.Window.Size, layer.Window.Stride);
            return nn.functional.avg_pool2d(Images(input), [size, size], [stride, stride]).flatten(1);
        }
    }
}
