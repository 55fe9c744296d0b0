using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A max pooling layer in training.</summary>
internal sealed class MaxPoolingTwin(MaxPoolingLayer layer, LayerRole role) : PlainTwin(layer, role)
{
    internal override TrainableLayer CreateTrainable(Func<TrainingParameter, Tensor> leaf, Activation activation) =>
        new Pooling(layer, activation, Role);

    private sealed class Pooling(MaxPoolingLayer layer, Activation activation, LayerRole role) : Trainable(layer, activation, role)
    {
        private Tensor? _places;

        /// <inheritdoc/>
        /// <remarks>A value goes back to where the greatest one came from.</remarks>
        internal override Tensor ThroughWeights(Tensor vector)
        {
            var (channels, height, width) = layer.InputShape.Image;
            var places = _places!.flatten(2);
            return zeros(vector.shape[0], channels, (long)height * width, dtype: vector.dtype, device: vector.device)
                .scatter_add(2, places, OutputImages(vector).flatten(2))
                .flatten(1);
        }

        internal override void Forget()
        {
            base.Forget();
            _places = null;
        }

        private protected override Tensor Multiply(Tensor input, Tensor? summand, bool isTraining)
        {
            var (size, stride) = (layer.Window.Size, layer.Window.Stride);
            (var pooled, _places) = nn.functional.max_pool2d_with_indices(Images(input), [size, size], [stride, stride]);
            return pooled.flatten(1);
        }
    }
}
