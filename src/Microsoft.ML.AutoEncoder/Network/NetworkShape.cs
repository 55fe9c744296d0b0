using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What there is to know about a network besides its weights.</summary>
/// <remarks>
/// The parameters of a network of this shape stand in one array: for each layer of the encoder and then of the decoder the
/// weights, one row per input of the layer, and then its bias.
/// </remarks>
internal sealed record NetworkShape
{
    /// <summary>How many parameters a network may have: as many as one span of bytes holds.</summary>
    internal const long MaximumParameterCount = int.MaxValue / sizeof(float);

    /// <param name="inputSize">The number of values of an input.</param>
    /// <param name="encoder">The output size and the activation of each layer, from the input to the code.</param>
    /// <param name="decoder">The same from the code to the reconstruction.</param>
    /// <exception cref="ArgumentException">A side has no layer, or the decoder does not lead back to the input's size.</exception>
    internal NetworkShape(int inputSize, IReadOnlyList<(int Size, Activation Activation)> encoder, IReadOnlyList<(int Size, Activation Activation)> decoder)
    {
        if (encoder.Count == 0 || decoder.Count == 0)
        {
            throw new ArgumentException("The encoder and the decoder need at least one layer each.");
        }

        if (decoder[^1].Size != inputSize)
        {
            throw new ArgumentException($"The decoder ends with {decoder[^1].Size} values, but the input has {inputSize}.", nameof(decoder));
        }

        Encoder = Connect(inputSize, encoder);
        Decoder = Connect(encoder[^1].Size, decoder);
    }

    internal ImmutableArray<LayerShape> Encoder { get; }

    internal ImmutableArray<LayerShape> Decoder { get; }

    /// <summary>How many units of a code are kept, the largest; the others are 0. Null: all.</summary>
    internal int? ActiveCodeUnits { get; init; }

    /// <summary>Whether training has drawn the codes to the standard normal distribution, so that codes drawn from that can be decoded.</summary>
    internal bool HasStandardNormalPrior { get; init; }

    internal IEnumerable<LayerShape> Layers => Encoder.Concat(Decoder);

    /// <summary>The number of values of an input and of its reconstruction.</summary>
    internal int InputSize => Encoder[0].InputSize;

    internal int CodeSize => Encoder[^1].OutputSize;

    internal long ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    private static ImmutableArray<LayerShape> Connect(int inputSize, IReadOnlyList<(int Size, Activation Activation)> layers) =>
        [.. layers.Select((layer, i) => new LayerShape(i == 0 ? inputSize : layers[i - 1].Size, layer.Size, layer.Activation))];
}
