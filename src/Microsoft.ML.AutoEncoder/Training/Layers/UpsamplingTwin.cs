using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>An upsampling layer in training.</summary>
internal sealed class UpsamplingTwin(UpsamplingLayer layer, LayerRole role) : PlainTwin(layer, role)
{
    internal override TrainableLayer CreateTrainable(Func<TrainingParameter, Tensor> leaf, Activation activation) =>
        new Repetition(layer, activation, Role);

    private sealed class Repetition(UpsamplingLayer layer, Activation activation, LayerRole role) : Trainable(layer, activation, role)
    {
        /// <inheritdoc/>
        /// <remarks>Each pixel gets the sum of what its repetitions give back.</remarks>
        internal override Tensor ThroughWeights(Tensor vector)
        {
            var (channels, height, width) = layer.InputShape.Image;
            var sources = layer.Rows.SelectMany(_ => layer.Columns, (row, column) => ((long)row * width) + column).ToArray();
            var places = tensor(sources, device: vector.device).expand(vector.shape[0], channels, sources.Length);
            return zeros(vector.shape[0], channels, (long)height * width, dtype: vector.dtype, device: vector.device)
                .scatter_add(2, places, OutputImages(vector).flatten(2))
                .flatten(1);
        }

        private protected override Tensor Multiply(Tensor input, Tensor? summand, bool isTraining) => Images(input)
            .index_select(2, Indices(layer.Rows, input))
            .index_select(3, Indices(layer.Columns, input))
            .flatten(1);

        private static Tensor Indices(IReadOnlyList<int> sources, Tensor like) =>
            tensor(sources.Select(source => (long)source).ToArray(), device: like.device);
    }
}
