using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Tests.InMemoryData;

/// <summary>A column of scalars.</summary>
internal sealed class InMemoryValues<T>(string name, PrimitiveDataViewType type, T[] values) : InMemoryColumn(name, type, annotations: null)
{
    internal override Delegate CreateGetter(InMemoryCursor cursor) =>
        (ValueGetter<T>)((ref T value) => value = values[cursor.FetchRow(Name)]);
}
