using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What is demanded of the columns that are read. The errors are those of ML.NET's own components, and say what to do.</summary>
internal static class ColumnChecks
{
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is not a vector of Single of a known size.</exception>
    internal static void CheckInput(IHost host, SchemaShape schema, string name, string role = "input")
    {
        var column = Find(host, schema, role, name);
        if (column.Kind != SchemaShape.Column.VectorKind.Vector || column.ItemType != NumberDataViewType.Single)
        {
            throw Mismatch(host, role, name, "known-size vector of Single", column.GetTypeString(), ColumnMend.ToVectorOfSingle(column));
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is not of type Single.</exception>
    internal static void CheckExampleWeight(IHost host, SchemaShape schema, string name)
    {
        var column = Find(host, schema, "example weight", name);
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || column.ItemType != NumberDataViewType.Single)
        {
            throw Mismatch(host, "example weight", name, "Single", column.GetTypeString(), ColumnMend.ToSingle(column));
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or its type is none of those that a label may
    /// have.</exception>
    internal static void CheckLabel(IHost host, SchemaShape schema, string name)
    {
        var column = Find(host, schema, "label", name);
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar
            || !(column.IsKey || column.ItemType == NumberDataViewType.Single || column.ItemType == BooleanDataViewType.Instance))
        {
            throw Mismatch(host, "label", name, "a key, Boolean or Single", column.GetTypeString(), ColumnMend.ToLabel(column));
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is of another type or size.</exception>
    internal static DataViewSchema.Column FindInput(IHost host, DataViewSchema schema, string name, int size)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw Missing(host, "input", name, schema.Where(other => !other.IsHidden).Select(other => other.Name));
        }

        var expected = new VectorDataViewType(NumberDataViewType.Single, size);
        return column.Type is VectorDataViewType vector && vector.ItemType == expected.ItemType && vector.Size == size
            ? column
            : throw Mismatch(host, "input", name, expected.ToString(), $"{column.Type}", ColumnMend.ToVectorOfSingle(schema, name, size));
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

    private static SchemaShape.Column Find(IHost host, SchemaShape schema, string role, string name) =>
        schema.TryFindColumn(name, out var column) ? column : throw Missing(host, role, name, schema.Select(other => other.Name));

    private static ArgumentOutOfRangeException Missing(IHost host, string role, string name, IEnumerable<string> columns) => host.Process(
        new ArgumentOutOfRangeException("schema", $"Could not find {role} column '{name}'. {NearestNames.Describe(name, columns)}"));

    private static ArgumentOutOfRangeException Mismatch(
        IHost host, string role, string name, string expected, string actual, string mend) => host.Process(
        new ArgumentOutOfRangeException(
            "schema", $"Schema mismatch for {role} column '{name}': expected {expected}, got {actual}. {mend}"));
}
