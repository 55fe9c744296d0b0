using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A column with a vector of Single of a known size.</summary>
internal abstract class VectorColumn(string name) : OutputColumn(name)
{
    private protected sealed override SchemaShape.Column.VectorKind VectorKind => SchemaShape.Column.VectorKind.Vector;

    internal sealed override Delegate CreateGetter(RowScorer scorer)
    {
        var size = SizeFor(scorer.Shape);
        return (ValueGetter<VBuffer<float>>)Get;

        void Get(ref VBuffer<float> value)
        {
            var editor = VBufferEditor.Create(ref value, size);
            Compute(scorer, editor.Values);
            value = editor.Commit();
        }
    }

    private protected sealed override DataViewType TypeFor(NetworkShape shape) =>
        new VectorDataViewType(NumberDataViewType.Single, SizeFor(shape));

    private protected abstract int SizeFor(NetworkShape shape);

    /// <summary>Computes the vector for the row on which the scorer stands.</summary>
    private protected abstract void Compute(RowScorer scorer, Span<float> destination);
}
