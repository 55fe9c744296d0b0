using Microsoft.ML.AutoEncoder.Graphs;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The squared difference between the row and its reconstruction slot by slot; of a detector, in units of its score.</summary>
internal sealed class SlotErrorColumn(string name) : InputSlotsColumn(name)
{
    internal const byte Number = 4;

    internal override byte? Kind => Number;

    internal override GraphTensor Tensor { get; } = new(GraphContent.SlotErrors);

    internal static SlotErrorColumn Read(string name, BinaryReader arguments) => new(name);

    private protected override void Compute(RowScorer scorer, Span<float> destination) => scorer.ComputeSlotErrors(destination);
}
