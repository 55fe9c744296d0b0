using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What there is to know about a network besides its weights.</summary>
/// <remarks>
/// The parameters of a network of this shape stand in one array: for each layer of the encoder and then of the decoder its
/// <see cref="Layer.Parameters"/>, one after the other.
/// </remarks>
internal sealed record NetworkShape
{
    /// <param name="encoder">The layers from the input to the code; empty for a decoder alone.</param>
    /// <param name="decoder">The layers from the code to the reconstruction; empty for an encoder alone.</param>
    /// <exception cref="ArgumentException">There is no layer, a layer does not fit the one before it, or the decoder does not lead
    /// back to the input's size.</exception>
    internal NetworkShape(ImmutableArray<Layer> encoder, ImmutableArray<Layer> decoder)
    {
        if (encoder.IsEmpty && decoder.IsEmpty)
        {
            throw new ArgumentException("The network needs at least one layer.");
        }

        (Encoder, Decoder) = (encoder, decoder);
        Layer? before = null;
        foreach (var after in Layers)
        {
            // Rows are flat, so that an image and a vector fit where they have as many values.
            if (before is not null && before.OutputSize != after.InputSize)
            {
                throw new ArgumentException($"A layer gives {before.OutputShape} values, but the next one takes {after.InputShape}.");
            }

            before = after;
        }

        if (!encoder.IsEmpty && !decoder.IsEmpty && decoder[^1].OutputSize != encoder[0].InputSize)
        {
            throw new ArgumentException(
                $"The decoder ends with {decoder[^1].OutputSize} values, but the input has {encoder[0].InputSize}.", nameof(decoder));
        }
    }

    internal ImmutableArray<Layer> Encoder { get; }

    internal ImmutableArray<Layer> Decoder { get; }

    /// <summary>Whether rows can be encoded. A decoder may stand alone.</summary>
    internal bool HasEncoder => !Encoder.IsEmpty;

    /// <summary>Whether codes can be turned back. An encoder that was trained elsewhere may come alone.</summary>
    internal bool HasDecoder => !Decoder.IsEmpty;

    /// <summary>How many units of a code are kept, the largest; the others are 0. Null: all.</summary>
    internal int? ActiveCodeUnits { get; init; }

    /// <summary>Whether training has drawn the codes to the standard normal distribution,
    /// so that codes drawn from that can be decoded.</summary>
    internal bool HasStandardNormalPrior { get; init; }

    internal IEnumerable<Layer> Layers => Encoder.Concat(Decoder);

    /// <summary>The number of values of an input and of its reconstruction.</summary>
    internal int InputSize => HasEncoder ? Encoder[0].InputSize : Decoder[^1].OutputSize;

    internal int CodeSize => HasEncoder ? Encoder[^1].OutputSize : Decoder[0].InputSize;

    internal long ParameterCount => CountParameters(Encoder) + CountParameters(Decoder);

    /// <summary>The shape of a network of dense layers.</summary>
    /// <param name="inputSize">The number of values of an input.</param>
    /// <param name="encoder">The output size and the activation of each layer, from the input to the code.</param>
    /// <param name="decoder">The same from the code to the reconstruction.</param>
    /// <exception cref="ArgumentException">A side has no layer, or the decoder does not lead back to the input's size.</exception>
    internal static NetworkShape OfDenseLayers(
        int inputSize, IReadOnlyList<(int Size, Activation Activation)> encoder,
        IReadOnlyList<(int Size, Activation Activation)> decoder) =>
        new(DenseLayer.Chain(inputSize, encoder), DenseLayer.Chain(encoder[^1].Size, decoder));

    /// <summary>How many parameters some layers have.</summary>
    internal static long CountParameters(ImmutableArray<Layer> layers)
    {
        var count = 0L;
        foreach (var layer in layers)
        {
            count += layer.ParameterCount;
        }

        return count;
    }
}
