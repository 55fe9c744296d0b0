using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Tests.InMemoryData;

/// <summary>A column of an <see cref="InMemoryDataView"/>.</summary>
internal abstract class InMemoryColumn(string name, DataViewType type, DataViewSchema.Annotations? annotations)
{
    internal string Name => name;

    internal DataViewType Type => type;

    internal DataViewSchema.Annotations? Annotations => annotations;

    /// <summary>Creates a <see cref="ValueGetter{TValue}"/> for the row on which the cursor stands.</summary>
    internal abstract Delegate CreateGetter(InMemoryCursor cursor);

    internal static InMemoryColumn Text(string name, IEnumerable<string> values) =>
        new InMemoryValues<ReadOnlyMemory<char>>(name, TextDataViewType.Instance, [.. values.Select(value => value.AsMemory())]);

    internal static InMemoryColumn Scalar<T>(string name, PrimitiveDataViewType type, IEnumerable<T> values) =>
        new InMemoryValues<T>(name, type, [.. values]);

    internal static InMemoryColumn Vector<T>(
        string name, VectorDataViewType type, IEnumerable<VBuffer<T>> values, DataViewSchema.Annotations? annotations = null) =>
        new InMemoryVectors<T>(name, type, [.. values], annotations);

    /// <summary>Dense rows of a vector column.</summary>
    internal static InMemoryColumn Dense<T>(
        string name, VectorDataViewType type, IEnumerable<T[]> rows, DataViewSchema.Annotations? annotations = null) =>
        Vector(name, type, rows.Select(row => new VBuffer<T>(row.Length, [.. row])), annotations);

    /// <summary>Rows of which only the values are kept that are not zero.</summary>
    internal static InMemoryColumn Sparse(
        string name, VectorDataViewType type, IEnumerable<float[]> rows, DataViewSchema.Annotations? annotations = null) =>
        Vector(name, type, rows.Select(MakeSparse), annotations);

    private static VBuffer<float> MakeSparse(float[] row)
    {
        var indices = Enumerable.Range(0, row.Length).Where(i => row[i] != 0).ToArray();
        return new VBuffer<float>(row.Length, indices.Length, [.. indices.Select(i => row[i])], indices);
    }
}
