using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A column with one Single.</summary>
internal abstract class ScalarColumn(string name) : OutputColumn(name)
{
    private protected sealed override SchemaShape.Column.VectorKind VectorKind => SchemaShape.Column.VectorKind.Scalar;

    internal sealed override Delegate CreateGetter(RowScorer scorer) => (ValueGetter<float>)((ref float value) => value = Compute(scorer));

    private protected sealed override DataViewType TypeFor(NetworkShape shape) => NumberDataViewType.Single;

    /// <summary>Computes the value for the row on which the scorer stands.</summary>
    private protected abstract float Compute(RowScorer scorer);
}
