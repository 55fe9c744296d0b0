using Microsoft.ML.AutoEncoder.Graphs;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The mean over the slots of the squared difference between the row and its reconstruction.</summary>
internal sealed class ReconstructionErrorColumn(string name) : ScalarColumn(name)
{
    internal const byte Number = 3;

    internal override byte? Kind => Number;

    internal override GraphTensor Tensor { get; } = new(GraphContent.ReconstructionError);

    internal static ReconstructionErrorColumn Read(string name, BinaryReader arguments) => new(name);

    private protected override float Compute(RowScorer scorer) => MeanSquare.Of(scorer.Difference());
}
