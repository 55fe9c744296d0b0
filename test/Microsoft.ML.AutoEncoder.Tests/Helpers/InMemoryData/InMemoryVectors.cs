using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Tests.InMemoryData;

/// <summary>A column of vectors, dense or sparse as they are given.</summary>
internal sealed class InMemoryVectors<T>(string name, VectorDataViewType type, VBuffer<T>[] values, DataViewSchema.Annotations? annotations)
    : InMemoryColumn(name, type, annotations)
{
    internal override Delegate CreateGetter(InMemoryCursor cursor) =>
        (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => values[cursor.FetchRow(Name)].CopyTo(ref value));
}
