using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A network for images: a pixel layer, layers of images, dense layers to the code, and back.</summary>
/// <param name="image">The images.</param>
/// <param name="encoderLayers">The encoder's layers of images.</param>
/// <param name="decoderLayers">Those of the decoder; null: those of the encoder backwards.</param>
internal sealed class ImageNetwork(
    ImageShape image, IReadOnlyList<ImageLayer> encoderLayers, IReadOnlyList<ImageLayer>? decoderLayers)
{
    /// <param name="encoder">The dense layers after the images, that of the code last.</param>
    /// <param name="decoder">Those of the decoder before there are images again.</param>
    /// <param name="activation">That of the layers of images.</param>
    /// <param name="outputActivation">That of the reconstruction.</param>
    /// <exception cref="ArgumentException">A layer does not fit what it gets, or the last one does not lead to the image.</exception>
    internal NetworkShape Create(
        IReadOnlyList<(int Size, Activation Activation)> encoder,
        IReadOnlyList<(int Size, Activation Activation)> decoder,
        Activation activation,
        Activation outputActivation)
    {
        var down = Chain(image.Tensor, encoderLayers, activation, activation);
        var smallest = down is [.., var last] ? last.OutputShape : image.Tensor;
        var up = decoderLayers is null
            ? Mirror(down, activation)
            : Chain(smallest, decoderLayers, activation, Activation.Identity);
        if (up is [.., var end] && end.OutputShape != image.Tensor)
        {
            throw new ArgumentException(
                $"The decoder's layers lead to images of {end.OutputShape} values, but the input has {image.Tensor}.");
        }

        // Without layers of images, the last dense one has the sums of the reconstruction.
        var before = up.IsEmpty ? Activation.Identity : activation;
        return new NetworkShape(
            [
                new PixelLayer(image, isLast: false, Activation.Identity),
                .. down,
                .. DenseLayer.Chain((int)smallest.Count, encoder),
            ],
            [
                .. DenseLayer.Chain(encoder[^1].Size, [.. decoder, ((int)smallest.Count, before)]),
                .. up,
                new PixelLayer(image, isLast: true, outputActivation),
            ]);
    }

    private static ImmutableArray<Layer> Chain(
        TensorShape shape, IReadOnlyList<ImageLayer> layers, Activation activation, Activation lastActivation)
    {
        var chain = ImmutableArray.CreateBuilder<Layer>();
        for (var i = 0; i < layers.Count; i++)
        {
            try
            {
                chain.Add(layers[i].Create(shape, i == layers.Count - 1 ? lastActivation : activation));
            }
            catch (ArgumentException exception)
            {
                throw new ArgumentException($"{layers[i]} cannot take images of {shape} values. {exception.Message}", exception);
            }

            shape = chain[^1].OutputShape;
        }

        return chain.ToImmutable();
    }

    private static ImmutableArray<Layer> Mirror(ImmutableArray<Layer> layers, Activation activation) =>
        [.. layers.Reverse().Select((layer, i) => ImageLayer.Mirror(layer, i == layers.Length - 1 ? Activation.Identity : activation))];
}
