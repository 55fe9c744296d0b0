using Microsoft.ML.AutoEncoder.Graphs;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The code of the row, with slot names from <c>Code0</c> on: what measures the importance of features asks for them.</summary>
internal sealed class CodeColumn(string name) : VectorColumn(name)
{
    internal const byte Number = 1;

    private const string SlotPrefix = "Code";

    internal override byte? Kind => Number;

    internal override GraphTensor Tensor { get; } = new(GraphContent.Code);

    internal static CodeColumn Read(string name, BinaryReader arguments) => new(name);

    private protected override int SizeFor(NetworkShape shape) => shape.CodeSize;

    private protected override void Compute(RowScorer scorer, Span<float> destination) => scorer.Code().CopyTo(destination);

    private protected override IEnumerable<SchemaShape.Column> PromiseAnnotations(SchemaShape.Column? rows) => SlotNames.PromiseNumbered();

    private protected override void AddAnnotations(
        DataViewSchema.Annotations.Builder annotations, NetworkShape shape, DataViewSchema.Column? rows) =>
        SlotNames.Number(annotations, SlotPrefix, shape.CodeSize);
}
