using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What is demanded of the columns that are read, with the errors that ML.NET's own components give.</summary>
internal static class ColumnChecks
{
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is not a vector of Single of a known size.</exception>
    internal static void CheckInput(IHost host, SchemaShape schema, string name)
    {
        if (!schema.TryFindColumn(name, out var column))
        {
            throw host.ExceptSchemaMismatch(nameof(schema), "input", name);
        }

        if (column.Kind != SchemaShape.Column.VectorKind.Vector || column.ItemType != NumberDataViewType.Single)
        {
            throw host.ExceptSchemaMismatch(nameof(schema), "input", name, "known-size vector of Single", column.GetTypeString());
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is not of type Single.</exception>
    internal static void CheckExampleWeight(IHost host, SchemaShape schema, string name)
    {
        if (!schema.TryFindColumn(name, out var column))
        {
            throw host.ExceptSchemaMismatch(nameof(schema), "example weight", name);
        }

        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || column.ItemType != NumberDataViewType.Single)
        {
            throw host.ExceptSchemaMismatch(nameof(schema), "example weight", name, "Single", column.GetTypeString());
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is of another type or size.</exception>
    internal static DataViewSchema.Column FindInput(IHost host, DataViewSchema schema, string name, int size)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw host.ExceptSchemaMismatch(nameof(schema), "input", name);
        }

        var expected = new VectorDataViewType(NumberDataViewType.Single, size);
        return column.Type is VectorDataViewType vector && vector.ItemType == expected.ItemType && vector.Size == size
            ? column
            : throw host.ExceptSchemaMismatch(nameof(schema), "input", name, expected.ToString(), column.Type.ToString());
    }

    /// <summary>A faulty component may give a row another length than it has declared for the column.</summary>
    /// <exception cref="InvalidOperationException">The row does not have the declared length.</exception>
    internal static void CheckRowLength(DataViewSchema.Column column, long position, int length)
    {
        if (length != column.Type.GetVectorSize())
        {
            throw Contracts.Except($"Column '{column.Name}' is declared as {column.Type}, but its row {position} has {length} slots.");
        }
    }
}
