using Microsoft.ML.AutoEncoder.Graphs;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The reconstruction of the row.</summary>
internal sealed class ReconstructionColumn(string name) : InputSlotsColumn(name)
{
    internal const byte Number = 2;

    internal override byte? Kind => Number;

    internal override GraphTensor Tensor { get; } = new(GraphContent.Reconstruction);

    internal static ReconstructionColumn Read(string name, BinaryReader arguments) => new(name);

    private protected override void Compute(RowScorer scorer, Span<float> destination) => scorer.Reconstruction().CopyTo(destination);
}
