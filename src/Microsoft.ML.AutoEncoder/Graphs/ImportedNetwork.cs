using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>An encoder, and the decoder if there is one, as a file describes them.</summary>
/// <param name="Encoder">The layers from the input to the code: at least one.</param>
/// <param name="Decoder">The layers from the code to the reconstruction; empty where the file has only an encoder.</param>
internal sealed record ImportedNetwork(ImmutableArray<ImportedLayer> Encoder, ImmutableArray<ImportedLayer> Decoder)
{
    internal int InputSize => Encoder[0].InputSize;

    internal int CodeSize => Encoder[^1].OutputSize;

    /// <summary>The network that scores.</summary>
    /// <exception cref="InvalidDataException">It has more parameters than a network may have, or keeps the largest values of another layer
    /// than the code.</exception>
    internal AutoEncoderNetwork ToNetwork()
    {
        var shape = new NetworkShape([.. Encoder.Select(layer => layer.Layer)], [.. Decoder.Select(layer => layer.Layer)]);
        if (shape.ParameterCount > NetworkLimits.MaximumParameterCount
            || shape.Layers.Any(layer => layer.OutputSize > NetworkLimits.MaximumLayerSize))
        {
            throw new InvalidDataException(
                $"Its network has {shape.ParameterCount} parameters, or a layer that is larger than a network may have.");
        }

        if (Encoder[..^1].Concat(Decoder).Any(layer => layer.ActiveUnits is not null))
        {
            throw new InvalidDataException(
                "It keeps only the largest values of a layer (TopK) that is not the code. Only those of a code can be kept.");
        }

        var parameters = new float[shape.ParameterCount];
        var rest = parameters.AsSpan();
        foreach (var layer in Encoder.Concat(Decoder))
        {
            layer.Weights.CopyTo(rest);
            layer.Bias.CopyTo(rest[layer.Weights.Length..]);
            rest = rest[(layer.Weights.Length + layer.Bias.Length)..];
        }

        return new AutoEncoderNetwork(shape with { ActiveCodeUnits = Encoder[^1].ActiveUnits }, parameters);
    }
}
