using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>An encoder, and the decoder if there is one, as a file describes them.</summary>
/// <param name="Encoder">The layers from the input to the code: at least one.</param>
/// <param name="Decoder">The layers from the code to the reconstruction; empty where the file has only an encoder.</param>
internal sealed record ImportedNetwork(ImmutableArray<ImportedLayer> Encoder, ImmutableArray<ImportedLayer> Decoder)
{
    internal int InputSize => Encoder[0].InputSize;

    internal int CodeSize => Encoder[^1].OutputSize;
}
