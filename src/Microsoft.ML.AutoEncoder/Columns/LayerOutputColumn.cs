using Microsoft.ML.AutoEncoder.Graphs;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The output of a layer: what a user asks for by a <see cref="LayerColumn"/>.</summary>
internal sealed class LayerOutputColumn(string name, int layer) : VectorColumn(name)
{
    internal const byte Number = 5;

    internal override byte? Kind => Number;

    internal override int? Layer => layer;

    internal override GraphTensor Tensor { get; } = new(GraphContent.Layer, layer);

    internal static LayerOutputColumn Read(string name, BinaryReader arguments) => new(name, arguments.ReadInt32());

    internal override void WriteArguments(BinaryWriter writer) => writer.Write(layer);

    internal override string? FindConflict(NetworkShape shape) => layer >= 1 && layer <= shape.Layers.Count()
        ? null
        : $"is of layer {layer}, but it has {shape.Layers.Count()} layers";

    private protected override int SizeFor(NetworkShape shape) => shape.Layers.ElementAt(layer - 1).OutputSize;

    private protected override void Compute(RowScorer scorer, Span<float> destination) => scorer.LayerOutput(layer).CopyTo(destination);
}
