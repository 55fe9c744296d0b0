using Microsoft.ML.AutoEncoder.Graphs;
using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A column that a model produces: its type, its annotations, what it promises, its getter, and what a model file keeps of
/// it.</summary>
/// <remarks>Immutable. There is one file for each kind of column; <see cref="OutputColumnKinds"/> lists those of an autoencoder.</remarks>
internal abstract class OutputColumn(string name)
{
    internal string Name => name;

    /// <summary>The number of the kind in model files; null if a file does not list such columns.</summary>
    internal virtual byte? Kind => null;

    /// <summary>The layer whose output has to be kept for the column, from 1; null if there is none.</summary>
    internal virtual int? Layer => null;

    /// <summary>The tensor that the column is in a graph of the network; null where graphs do not have it, so that pipelines with such a
    /// column
    /// cannot be exported.</summary>
    internal virtual GraphTensor? Tensor => null;

    private protected abstract SchemaShape.Column.VectorKind VectorKind { get; }

    /// <summary>What the column will be, before the network is known.</summary>
    /// <param name="rows">The column of the rows; null if there is none that has the slots of the network's input.</param>
    internal SchemaShape.Column Promise(SchemaShape.Column? rows) =>
        new(name, VectorKind, NumberDataViewType.Single, isKey: false, new SchemaShape(PromiseAnnotations(rows)));

    /// <summary>What the column is.</summary>
    /// <param name="shape">The shape of the network.</param>
    /// <param name="rows">The column of the rows; null if there is none that has the slots of the network's input.</param>
    internal DataViewSchema.DetachedColumn Describe(NetworkShape shape, DataViewSchema.Column? rows)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        AddAnnotations(annotations, shape, rows);
        return new DataViewSchema.DetachedColumn(name, TypeFor(shape), annotations.ToAnnotations());
    }

    /// <returns>A <see cref="ValueGetter{TValue}"/> of the column's type.</returns>
    internal abstract Delegate CreateGetter(RowScorer scorer);

    /// <summary>Writes what a file keeps besides the kind and the name.</summary>
    internal virtual void WriteArguments(BinaryWriter writer)
    {
    }

    /// <summary>Why a network of this shape cannot have the column; null if it can.</summary>
    internal virtual string? FindConflict(NetworkShape shape) => null;

    private protected abstract DataViewType TypeFor(NetworkShape shape);

    private protected virtual IEnumerable<SchemaShape.Column> PromiseAnnotations(SchemaShape.Column? rows) => [];

    private protected virtual void AddAnnotations(
        DataViewSchema.Annotations.Builder annotations, NetworkShape shape, DataViewSchema.Column? rows)
    {
    }
}
